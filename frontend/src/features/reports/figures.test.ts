import { expect, it } from 'vitest';
import { isFigure, permille, rowsPath, tenths } from './figures';

it('a figure leads to its rows', () => {
  expect(rowsPath('2026-11', '360704000000', 'on_time')).toBe(
    '/reports/rows?month=2026-11&division=360704000000&figure=on_time',
  );
  expect(rowsPath('2026-11', '3607', 'approved', 'near_poor_ill')).toContain('category=near_poor_ill');
});

it('only known figures have rows', () => {
  expect(isFigure('received')).toBe(true);
  expect(isFigure('amount_fen')).toBe(false);
  expect(isFigure(undefined)).toBe(false);
});

it('a share of nothing is a dash, not zero', () => {
  expect(permille(null)).toBe('—');
  expect(permille(0)).toBe('0.0%');
  expect(permille(1000)).toBe('100.0%');
  expect(tenths(125)).toBe('12.5');
  expect(tenths(null)).toBe('—');
});
