export type DeadlineTone = 'none' | 'calm' | 'soon' | 'overdue';

/** Three working days before the date a case starts to press; the same line the work list draws. */
export const SOON_WORKING_DAYS = 3;

export function deadlineTone(dueInWorkingDays: number | null): DeadlineTone {
  if (dueInWorkingDays === null) return 'none';
  if (dueInWorkingDays < 0) return 'overdue';
  return dueInWorkingDays <= SOON_WORKING_DAYS ? 'soon' : 'calm';
}
