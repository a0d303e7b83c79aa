import { expect, it } from 'vitest';
import { bars, progress, rowsPath, share, short, signedFen } from './figures';
import type { Figures } from './queries';

const sums = (before: number, after: number): Figures => {
  const figure = (fen: number) => ({ households: 1, monthly_fen: fen, yearly_fen: fen * 12 });
  const none = { households: 0, monthly_fen: 0, yearly_fen: 0 };
  return {
    households: 1,
    not_computed: 0,
    before: figure(before),
    after: figure(after),
    difference: { monthly_fen: after - before, yearly_fen: (after - before) * 12 },
    entering: none,
    leaving: none,
    gaining: none,
    losing: none,
  };
};

it('the dearest parts come first, and no more than the eye takes in', () => {
  const parts = [
    { name: 'a', figures: sums(1, 2) },
    { name: 'b', figures: sums(30, 3) },
    { name: 'c', figures: sums(4, 20) },
  ];
  expect(bars(parts, 'monthly_fen', 2)).toEqual([
    { name: 'b', before: 30, after: 3 },
    { name: 'c', before: 4, after: 20 },
  ]);
  expect(bars(parts, 'yearly_fen')[0]).toEqual({ name: 'b', before: 360, after: 36 });
});

it('a bar is as wide as its share of the widest', () => {
  expect(share(50, 200)).toBe(25);
  expect(share(1, 3)).toBe(33.3);
  expect(share(0, 0)).toBe(0);
});

it('a figure leads to its households', () => {
  expect(rowsPath('1', {})).toBe('/simulations/1/rows');
  expect(rowsPath('1', { change: 'entering', township: '360704101000' })).toBe(
    '/simulations/1/rows?change=entering&township=360704101000',
  );
});

it('a difference says its direction, a large sum its unit', () => {
  expect(signedFen(123_400)).toBe('+1,234.00');
  expect(signedFen(-100)).toBe('-1.00');
  expect(signedFen(0)).toBe('0.00');
  expect(short(1_234_567_890, 'w')).toBe('1234.6w');
  expect(short(999_999, 'w')).toBe('9,999.99');
});
it('progress ends at all', () => {
  expect(progress(0, 0)).toBe(0);
  expect(progress(333, 1000)).toBe(33);
  expect(progress(1001, 1000)).toBe(100);
});
