import type { Schemas } from '../../api/types';

export type CalendarDay = Schemas['CalendarDay'];
export type Kind = CalendarDay['kind'];
export type Exceptions = Readonly<Record<string, { kind: Kind; name: string }>>;

const pad = (value: number) => String(value).padStart(2, '0');

/** A month as weeks from Monday; null outside of the month. Dates are plain strings: no zone can move them. */
export function weeksOf(year: number, month: number): (string | null)[][] {
  const first = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const cells: (string | null)[] = Array.from({ length: first }, () => null);
  for (let day = 1; day <= length; day += 1) cells.push(`${year}-${pad(month)}-${pad(day)}`);
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

export function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

export const exceptionsOf = (days: CalendarDay[]): Exceptions =>
  Object.fromEntries(days.map(({ day, kind, name }) => [day, { kind, name }]));

export const daysOf = (exceptions: Exceptions): CalendarDay[] =>
  Object.entries(exceptions)
    .map(([day, { kind, name }]) => ({ day, kind, name }))
    .sort((a, b) => a.day.localeCompare(b.day));

export const isWorking = (day: string, exceptions: Exceptions): boolean => {
  const exception = exceptions[day];
  return exception ? exception.kind === 'work' : !isWeekend(day);
};

/**
 * The next state of a day that is pressed: a weekday is off or not; a weekend day is a make-up workday, a named
 * holiday, or an ordinary weekend again.
 */
export function toggled(exceptions: Exceptions, day: string, name: string): Exceptions {
  const next = { ...exceptions };
  const now = exceptions[day]?.kind;
  if (isWeekend(day)) {
    if (now === undefined) next[day] = { kind: 'work', name };
    else if (now === 'work') next[day] = { kind: 'off', name };
    else delete next[day];
  } else if (now === 'off') delete next[day];
  else next[day] = { kind: 'off', name };
  return next;
}

/** How many working days the year has: the number people check against the printed calendar. */
export function workingDays(year: number, exceptions: Exceptions): number {
  let count = 0;
  for (let month = 1; month <= 12; month += 1)
    for (const day of weeksOf(year, month).flat()) if (day && isWorking(day, exceptions)) count += 1;
  return count;
}

const allDays = (year: number): string[] =>
  Array.from({ length: 12 }, (_, index) => weeksOf(year, index + 1).flat())
    .flat()
    .filter((day) => day !== null);

/** Every day by its date, null where nothing departs from the week, and the notice behind them. */
export const recordOf = (year: number, days: Exceptions, source: string): Record<string, unknown> => ({
  source,
  ...Object.fromEntries(allDays(year).map((day) => [day, days[day] ?? null])),
});

/** The days of such a record. */
export const fromRecord = (year: number, record: Record<string, unknown>): Exceptions =>
  Object.fromEntries(
    allDays(year).flatMap((day) => (record[day] ? [[day, record[day] as Exceptions[string]]] : [])),
  );

/** The days on which two calendars of a year differ. */
export const changedDays = (year: number, before: Exceptions, after: Exceptions): string[] =>
  allDays(year).filter((day) => JSON.stringify(before[day]) !== JSON.stringify(after[day]));
