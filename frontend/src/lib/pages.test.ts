import { expect, it } from 'vitest';
import { paginate, type SheetPage } from './pages';

const table = (rows: number, height = 10) => ({
  caption: 5,
  head: 10,
  rows: Array.from({ length: rows }, () => height),
  foot: 10,
});
const told = (pages: SheetPage[]) =>
  pages.map((page) =>
    page.parts.map((part) => `${part.table}:${part.from}-${part.to}${part.foot ? '+' : ''}`),
  );

it('what fits stands on one page', () => {
  expect(told(paginate({ opening: 20, tables: [table(5)], closing: 10 }, 200))).toEqual([['0:0-5+']]);
});

it('every row is on exactly one page, in order, and none is higher than its room', () => {
  for (let rows = 0; rows < 60; rows += 1) {
    const pages = paginate({ opening: 30, tables: [table(rows)], closing: 20 }, 100);
    const seen = pages.flatMap((page) => page.parts.flatMap(({ from, to }) => range(from, to)));
    expect(seen).toEqual(range(0, rows));
    pages.forEach((page, index) => {
      const own = page.parts.reduce(
        (sum, part) =>
          sum + 10 + (part.from === 0 ? 5 : 0) + (part.to - part.from) * 10 + (part.foot ? 10 : 0),
        0,
      );
      expect(own + (index === 0 ? 30 : 0) + (page.closing ? 20 : 0)).toBeLessThanOrEqual(100);
    });
    expect(pages.filter((page) => page.closing)).toHaveLength(1);
    expect(pages.at(-1)?.closing).toBe(true);
  }
});

it('the total stands under the head where it comes to a page of its own', () => {
  expect(told(paginate({ opening: 0, tables: [table(2)], closing: 0 }, 36))).toEqual([['0:0-2'], ['0:2-2+']]);
});

it('a second table begins on a new page where only its head would fit', () => {
  expect(told(paginate({ opening: 0, tables: [table(5), table(1)], closing: 0 }, 99))).toEqual([
    ['0:0-5+'],
    ['1:0-1+'],
  ]);
});

it('a row higher than a page loses nobody', () => {
  const high = { caption: 0, head: 10, rows: [10, 500, 10], foot: 0 };
  expect(told(paginate({ opening: 0, tables: [high], closing: 0 }, 100))).toEqual([
    ['0:0-1'],
    ['0:1-2'],
    ['0:2-3+'],
  ]);
});

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
