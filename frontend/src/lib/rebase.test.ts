import { expect, test } from 'vitest';
import { rebase } from './rebase';

const base = { name: 'Anna', village: 'A', income: 100 };

test('what others changed is taken where nothing was typed', () => {
  const answer = rebase(base, { ...base, income: 300 }, { ...base, village: 'B' });
  expect(answer).toEqual({
    merged: { name: 'Anna', village: 'B', income: 300 },
    taken: ['village'],
    contested: [],
  });
});

test('what both changed stays as typed and is named', () => {
  const answer = rebase(base, { ...base, income: 300 }, { ...base, income: 200 });
  expect(answer.merged.income).toBe(300);
  expect(answer.contested).toEqual(['income']);
});

test('the same change twice is no quarrel, and empty is empty', () => {
  expect(rebase(base, { ...base, income: 200 }, { ...base, income: 200 }).contested).toEqual([]);
  const answer = rebase({ note: undefined }, { note: '' as never }, { note: null as never });
  expect([answer.taken, answer.contested]).toEqual([[], []]);
});
