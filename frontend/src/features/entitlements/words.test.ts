import { expect, test } from 'vitest';
import { balanceOf, filterOf, isMonth, monthsAllowed } from './words';

const asked = (words: Record<string, string>) => filterOf((name) => words[name], '2026-11-25');

test('a recheck is overdue the day after it was due, and due within thirty days counts the thirtieth', () => {
  expect(asked({ recheck: 'overdue' })).toEqual({ recheck_before: '2026-11-25' });
  expect(asked({ recheck: 'month' })).toEqual({ recheck_before: '2026-12-26' });
});

test('words in the address that mean nothing are not asked of the server', () => {
  expect(asked({ state: 'asleep', recheck: 'never', proposed: 'perhaps' })).toEqual({});
  expect(asked({ state: 'grace', proposed: 'true' })).toEqual({ state: 'grace', proposed: true });
});

test('whose recipient has left, and who has no account, is asked for by itself', () => {
  expect(asked({ recipient: 'outside' })).toEqual({ recipient: 'outside' });
  expect(asked({ account: 'missing', recipient: 'me' })).toEqual({ account: 'missing' });
});

test('a change begins no earlier than the benefit and no later than the next month', () => {
  const range = monthsAllowed({ first_month: '2026-03' }, '2026-12');
  expect(range).toEqual({ first: '2026-03', last: '2027-01' });
  expect(
    ['2026-02', '2026-03', '2027-01', '2027-02', '2026-13', ''].map((month) => isMonth(month, range)),
  ).toEqual([false, true, true, false, false, false]);
});

test('a benefit that has yet to begin can be changed from its first month on', () => {
  expect(monthsAllowed({ first_month: '2027-02' }, '2026-12')).toEqual({ first: '2027-02', last: '2027-02' });
});

test('the balance says what is owed to whom, or that nothing is', () => {
  const months = [{ month: '2026-11', state: 'active' as const, due_fen: 100, listed_fen: 100 }];
  expect(balanceOf({ arrears_fen: 5, overpaid_fen: 0, months })).toEqual(['arrears']);
  expect(balanceOf({ arrears_fen: 0, overpaid_fen: 5, months })).toEqual(['overpaid']);
  expect(balanceOf({ arrears_fen: 0, overpaid_fen: 0, months })).toEqual(['even']);
  expect(balanceOf({ arrears_fen: 0, overpaid_fen: 0, months: [] })).toEqual(['nothing']);
});
