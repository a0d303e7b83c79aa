export type DeadlineTone = 'none' | 'calm' | 'soon' | 'overdue';

/** Three working days before the date a case starts to press; the same line the work list draws. */
export const SOON_WORKING_DAYS = 3;

export function deadlineTone(dueInWorkingDays: number | null | undefined): DeadlineTone {
  if (dueInWorkingDays === null || dueInWorkingDays === undefined) return 'none';
  if (dueInWorkingDays < 0) return 'overdue';
  return dueInWorkingDays <= SOON_WORKING_DAYS ? 'soon' : 'calm';
}
