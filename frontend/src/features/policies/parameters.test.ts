import { expect, it } from 'vitest';
import { grid, type Parameter, shapeOf, timeline } from './parameters';

const values = [
  { from: '2025-01-01', value: 2, basis: [] },
  { from: '2020-01-01', value: 1, basis: [] },
];
const holding = (on: string) => timeline(values, on).find((entry) => entry.holds)?.value;
const text = { zh: '', en: '' };

it('puts the values in order and says which one holds', () => {
  expect(timeline(values, '2026-01-01').map((entry) => [entry.from, entry.next])).toEqual([
    ['2020-01-01', '2025-01-01'],
    ['2025-01-01', null],
  ]);
  expect(holding('2024-12-31')).toBe(1);
  expect(holding('2025-01-01')).toBe(2);
  expect(holding('2019-12-31')).toBeUndefined();
});

it('knows the shape of a parameter', () => {
  const of = (parts: Partial<Parameter>) =>
    shapeOf({ name: 'a', label: text, unit: 'fen', values: [], ...parts });
  expect(of({})).toBe('values');
  expect(of({ over: 'fen' })).toBe('brackets');
  expect(of({ keys: [{ label: text, type: 'code', values: ['a'] }] })).toBe('tables');
});

it('lays a table of two keys out as rows and columns, with holes where a row is missing', () => {
  const keys = [
    { label: text, type: 'int' as const, values: [1, 2] },
    { label: text, type: 'code' as const, values: ['war', 'duty'] },
  ];
  const rows = [
    { at: [1, 'war'], value: 10 },
    { at: [1, 'duty'], value: 9 },
    { at: [2, 'war'], value: 8 },
  ];
  const laid = grid(keys, { from: '2020-01-01', basis: [], rows });
  expect(laid.columns).toEqual(['war', 'duty']);
  expect(laid.rows.map((row) => row.cells.map((cell) => cell?.value))).toEqual([
    [10, 9],
    [8, undefined],
  ]);
});
