import type { TFunction } from 'i18next';
import { expect, it } from 'vitest';
import { kindOf } from './kind';
import { listedPeople } from './people';

const shown = { id: '1', name: '张三', amount_fen: 1, withheld: null };
const withheld = { ...shown, id: '2', withheld: { reason: '受害人', by: null, on: null } };

it('a draft lists all its people, what has gone out only those it left out', () => {
  expect(listedPeople('draft', [shown, withheld])).toEqual([shown, withheld]);
  expect(listedPeople('published', [shown, withheld])).toEqual([withheld]);
  expect(listedPeople('withdrawn', [shown])).toEqual([]);
});

it('the second part of a quarter is its first supplement', () => {
  const t = ((key: string, values?: { number: number }) =>
    `${key} ${values?.number ?? ''}`.trim()) as TFunction;
  expect(kindOf(t, 1)).toBe('notices.first');
  expect(kindOf(t, 2)).toBe('notices.supplement');
  expect(kindOf(t, 3)).toBe('notices.supplement_no 2');
});
