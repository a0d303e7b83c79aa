import { expect, it } from 'vitest';
import { timeline } from './parameters';

const values = [
  { from: '2025-01-01', value: 2, basis: 'b' },
  { from: '2020-01-01', value: 1, basis: 'a' },
];
const holding = (on: string) => timeline(values, on).find((entry) => entry.holds)?.value;

it('puts the values in order and says which one holds', () => {
  expect(timeline(values, '2026-01-01').map((entry) => [entry.from, entry.next])).toEqual([
    ['2020-01-01', '2025-01-01'],
    ['2025-01-01', null],
  ]);
  expect(holding('2024-12-31')).toBe(1);
  expect(holding('2025-01-01')).toBe(2);
  expect(holding('2019-12-31')).toBeUndefined();
});
