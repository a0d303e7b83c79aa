import { expect, it } from 'vitest';
import { quarterOf, recentQuarters, shiftDay, shiftMonth } from './periods';

it('knows the quarter of a day', () => {
  expect(quarterOf('2026-03-31')).toBe('2026-Q1');
  expect(quarterOf('2026-04-01')).toBe('2026-Q2');
  expect(quarterOf('2026-12-31')).toBe('2026-Q4');
});
it('goes back over the new year', () =>
  expect(recentQuarters('2026-02-10', 3)).toEqual(['2026-Q1', '2025-Q4', '2025-Q3']));
it('shifts months over the new year, both ways', () => {
  expect(shiftMonth('2026-12', 1)).toBe('2027-01');
  expect(shiftMonth('2026-01', -1)).toBe('2025-12');
});
it('shifts days over a leap day', () => {
  expect(shiftDay('2028-02-28', 1)).toBe('2028-02-29');
  expect(shiftDay('2026-12-31', 7)).toBe('2027-01-07');
});
