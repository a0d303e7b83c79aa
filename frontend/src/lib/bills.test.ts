import { expect, test } from 'vitest';
import { followed, unfinished, wholeBill, wholeBills } from './bills';

const bill = { number: ' 3607 ', issuer: '医院', issued_on: '2026-02-20', cost_fen: 900000 };

test('a bill goes out once all that it needs is there, and a line left alone holds nothing back', () => {
  expect(wholeBill(bill)).toEqual({ ...bill, number: '3607', insurer_paid_fen: 0 });
  expect(wholeBill({ ...bill, issued_on: '' })).toBeNull();
  expect(wholeBills([bill, {}, { number: '1' }])).toHaveLength(1);
  expect(unfinished([bill, {}])).toBe(false);
  expect(unfinished([bill, { number: '1' }])).toBe(true);
});

test('facts follow the bills until somebody types another sum', () => {
  const next = { cost_fen: 900000, insurer_paid_fen: 300000 };
  expect(followed({ insurer_paid_fen: 0 }, {}, next)).toEqual(next);
  const more = { cost_fen: 1000000, insurer_paid_fen: 300000 };
  expect(followed({ ...next }, next, more)).toEqual({ cost_fen: 1000000 });
  expect(followed({ cost_fen: 5, insurer_paid_fen: 300000 }, next, more)).toEqual({});
});
