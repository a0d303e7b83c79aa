import { describe, expect, it } from 'vitest';
import { daysOf, type Exceptions, exceptionsOf, isWorking, toggled, weeksOf, workingDays } from './year';

/** The State Council's notice for 2026. */
const off2026 = [
  ['01-01', '01-03'],
  ['02-15', '02-23'],
  ['04-04', '04-06'],
  ['05-01', '05-05'],
  ['06-19', '06-21'],
  ['09-25', '09-27'],
  ['10-01', '10-07'],
];
const work2026 = ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'];
function calendar2026(): Exceptions {
  const days: Record<string, { kind: 'off' | 'work'; name: string }> = {};
  for (const [from, to] of off2026)
    for (let at = Date.parse(`2026-${from}`); at <= Date.parse(`2026-${to}`); at += 86_400_000)
      days[new Date(at).toISOString().slice(0, 10)] = { kind: 'off', name: '' };
  for (const day of work2026) days[`2026-${day}`] = { kind: 'work', name: '' };
  return days;
}

describe('the year as a grid', () => {
  it('begins weeks on Monday and fills the rest with nothing', () => {
    // 2026-02-01 is a Sunday.
    expect(weeksOf(2026, 2)[0]).toEqual([null, null, null, null, null, null, '2026-02-01']);
    expect(weeksOf(2026, 2).flat().filter(Boolean)).toHaveLength(28);
    expect(weeksOf(2028, 2).flat().filter(Boolean)).toHaveLength(29);
  });

  it('counts the 248 working days of 2026', () => expect(workingDays(2026, calendar2026())).toBe(248));

  it('knows make-up workdays and days off', () => {
    const days = calendar2026();
    expect(isWorking('2026-02-14', days)).toBe(true);
    expect(isWorking('2026-02-16', days)).toBe(false);
    expect(isWorking('2026-02-24', days)).toBe(true);
    expect(isWorking('2026-03-01', days)).toBe(false);
  });
});

describe('pressing a day', () => {
  it('takes a weekday off and gives it back', () => {
    const off = toggled({}, '2027-01-01', 'n');
    expect(off).toEqual({ '2027-01-01': { kind: 'off', name: 'n' } });
    expect(toggled(off, '2027-01-01', 'n')).toEqual({});
  });

  it('makes a Sunday a workday, then a holiday, then a Sunday again', () => {
    const work = toggled({}, '2027-01-03', 'n');
    expect(work['2027-01-03']?.kind).toBe('work');
    const holiday = toggled(work, '2027-01-03', 'n');
    expect(holiday['2027-01-03']?.kind).toBe('off');
    expect(toggled(holiday, '2027-01-03', 'n')).toEqual({});
  });
});

it('goes to the server in the order of the days', () => {
  const days = [
    { day: '2027-02-01', kind: 'off' as const, name: 'b' },
    { day: '2027-01-01', kind: 'off' as const, name: 'a' },
  ];
  expect(daysOf(exceptionsOf(days)).map((day) => day.day)).toEqual(['2027-01-01', '2027-02-01']);
});
