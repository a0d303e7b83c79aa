/** Quarters as the interface names them: `2026-Q3`. */
export const quarterOf = (day: string): string =>
  `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** The quarter of a day and those before it, newest first. */
export function recentQuarters(day: string, count: number): string[] {
  let year = Number(day.slice(0, 4));
  let quarter = Math.ceil(Number(day.slice(5, 7)) / 3);
  const found: string[] = [];
  while (found.length < count) {
    found.push(`${year}-Q${quarter}`);
    quarter -= 1;
    if (quarter === 0) {
      quarter = 4;
      year -= 1;
    }
  }
  return found;
}

/** The month `by` months after one written `YYYY-MM`. */
export function shiftMonth(month: string, by: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The date `days` after one written `YYYY-MM-DD`; plain calendar arithmetic, no zone. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
