import { expect, test } from 'vitest';
import type { Act } from '../../api/types';
import { issuedDocuments, lastReturn, standingRemarks } from './remarks';

const act = (seq: number, round: number, code: string, extra: Partial<Act> = {}): Act => ({
  id: String(seq),
  seq,
  round,
  act: code,
  label: { zh: code, en: code },
  actor: { id: 'u', name: '李四', role: 'clerk' },
  at: '2026-11-22T02:00:00Z',
  on: '2026-11-22',
  outcome: null,
  amount_fen: null,
  reasons: [],
  note: null,
  detail: {},
  ...extra,
});

const returned = act(3, 1, 'review_return', {
  outcome: 'return',
  reasons: [
    { field: 'facts.cost_fen', text: '与票据不符' },
    { field: 'facts.cost_fen', text: '请重新合计' },
    { field: null, text: '请补充说明' },
  ],
});

test('the remarks of the return stand in the round it opened, at their fields', () => {
  expect(standingRemarks({ acts: [act(1, 1, 'accept'), returned], round: 2, returned: true })).toEqual({
    cost_fen: ['与票据不符', '请重新合计'],
    '': ['请补充说明'],
  });
});

test('before a new round, or without a return, nothing stands', () => {
  expect(standingRemarks({ acts: [returned], round: 1, returned: false })).toEqual({});
  expect(standingRemarks({ acts: [act(1, 1, 'accept')], round: 2, returned: true })).toEqual({});
});

test('once the case is handed on again, the remarks of its return are history', () => {
  const acts = [returned, act(4, 2, 'check'), act(5, 2, 'opine')];
  expect(standingRemarks({ acts, round: 2, returned: false })).toEqual({});
  expect(lastReturn(acts, 2)).toBe(returned);
  expect(lastReturn(acts, 1)).toBeUndefined();
});

test('papers can be printed as soon as their act exists', () => {
  expect(issuedDocuments([])).toEqual([]);
  expect(issuedDocuments([act(1, 1, 'notify_supplement'), act(2, 1, 'accept')])).toEqual([
    'supplement_notice',
    'receipt',
  ]);
  expect(issuedDocuments([act(1, 1, 'accept'), act(9, 1, 'decide_approve')])).toEqual([
    'receipt',
    'decision',
  ]);
});
