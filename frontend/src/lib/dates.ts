const BEIJING_OFFSET = 8 * 3600_000;

/** The Beijing calendar date of an instant, whatever the zone of the computer. */
export function beijingDate(instant: Date | string): string {
  const at = typeof instant === 'string' ? new Date(instant) : instant;
  return new Date(at.getTime() + BEIJING_OFFSET).toISOString().slice(0, 10);
}

export const today = (): string => beijingDate(new Date());

/** `2026-11-22T02:05:00Z` → `2026-11-22 10:05`. */
export function beijingTime(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  return new Date(at.getTime() + BEIJING_OFFSET).toISOString().slice(0, 16).replace('T', ' ');
}

export const monthOf = (day: string): string => day.slice(0, 7);

/** `2026-11-05` → its numbers without leading zeros, for a date written out on paper. */
export function dayParts(day: string): { year: number; month: number; day: number } {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return { year, month, day: date };
}
