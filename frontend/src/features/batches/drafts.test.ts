import { describe, expect, it } from 'vitest';
import {
  afterSending,
  type BatchRow,
  type Drafts,
  decisionItems,
  draftsReducer,
  examinationItems,
  faultOf,
  inPieces,
  keptOf,
  takenUp,
} from './drafts';

const row = (case_id: string, more: Partial<BatchRow> = {}): BatchRow => ({
  case_id,
  case_version: 3,
  case_no: `360704-YL-${case_id}`,
  applicant_name: 'A',
  village: 'V',
  category: 'subsistence_ill',
  category_label: null,
  cost_fen: 900_000,
  personal_fen: 600_000,
  policy_fen: 150_000,
  min_fen: 150_000,
  max_fen: 300_000,
  amount_fen: null,
  stage: 'examining',
  stage_label: { zh: '', en: '' },
  staff_kin: false,
  county_visited: false,
  opinion: 'support',
  examination: null,
  findings: [],
  result: 'pending',
  can_examine: true,
  can_decide: true,
  why_not: null,
  ...more,
});
const reasons = [{ field: 'facts.cost_fen', text: 'r' }];
const none: Drafts = {};

describe('answers to the rows of a batch', () => {
  it('agree with what stands on the row, or with what the policy gives', () => {
    const rows = [row('a'), row('b', { amount_fen: 200_000 })];
    const drafts = draftsReducer(none, { type: 'agree', rows });
    expect(examinationItems(rows, drafts)).toEqual([
      { case_id: 'a', case_version: 3, outcome: 'agree', amount_fen: 150_000 },
      { case_id: 'b', case_version: 3, outcome: 'agree', amount_fen: 200_000 },
    ]);
  });

  it('keep a typed sum when the row is agreed with all others afterwards', () => {
    const a = row('a');
    let drafts = draftsReducer(none, { type: 'amount', row: a, amount_fen: 250_000, reasons, note: '' });
    drafts = draftsReducer(drafts, { type: 'agree', rows: [a] });
    expect(drafts.a?.amount_fen).toBe(250_000);
  });

  it('hold back a changed sum without its reason, and send it with one', () => {
    const a = row('a');
    const drafted = (reasons: { field: string; text: string }[]) =>
      draftsReducer(none, { type: 'amount', row: a, amount_fen: 200_000, reasons, note: '' });
    expect(examinationItems([a], drafted([]))).toEqual([]);
    expect(examinationItems([a], drafted(reasons))).toEqual([
      { case_id: 'a', case_version: 3, outcome: 'agree', amount_fen: 200_000, reasons },
    ]);
  });

  it('hold back a sum outside of what the policy allows, at both ends to the fen', () => {
    const a = row('a');
    const at = (amount_fen: number) => {
      const draft = draftsReducer(none, { type: 'amount', row: a, amount_fen, reasons, note: '' }).a;
      return draft && faultOf(a, draft);
    };
    expect(at(149_999)).toBe('amount_outside');
    expect(at(150_000)).toBeNull();
    expect(at(300_000)).toBeNull();
    expect(at(300_001)).toBe('amount_outside');
    const drafts = draftsReducer(none, { type: 'amount', row: a, amount_fen: 1, reasons, note: '' });
    expect(examinationItems([a], drafts)).toEqual([]);
  });

  it('hold back an agreement against a finding until it has reasons of its own', () => {
    const finding = { seq: 1, act: 'check', label: { zh: '', en: '' }, by: [], on: '2026-03-01', texts: [] };
    const rows = [row('a', { findings: [finding] }), row('b')];
    const drafts = draftsReducer(none, { type: 'agree', rows });
    expect(rows.map((one) => drafts[one.case_id] && faultOf(one, drafts[one.case_id] as never))).toEqual([
      'against_finding',
      null,
    ]);
    expect(examinationItems(rows, drafts).map((item) => item.case_id)).toEqual(['b']);
    const [a] = rows;
    const said = draftsReducer(drafts, {
      type: 'amount',
      row: a as BatchRow,
      amount_fen: 150_000,
      reasons,
      note: '',
    });
    expect(examinationItems(rows, said).map((item) => item.case_id)).toEqual(['a', 'b']);
  });

  it('need a reason to return or refuse', () => {
    const a = row('a');
    const blank = draftsReducer(none, {
      type: 'reject',
      answer: 'refuse',
      rows: [a],
      reasons: [{ field: null, text: ' ' }],
      note: '',
    });
    expect(blank.a && faultOf(a, blank.a)).toBe('reasons_missing');
    const drafts = draftsReducer(none, { type: 'reject', answer: 'return', rows: [a], reasons, note: 'n' });
    expect(decisionItems([a], drafts)).toEqual([
      { case_id: 'a', case_version: 3, outcome: 'return', reasons, note: 'n' },
    ]);
  });

  it('call the approver’s yes "approve"', () => {
    const a = row('a');
    const drafts = draftsReducer(none, { type: 'agree', rows: [a] });
    expect(decisionItems([a], drafts)[0]?.outcome).toBe('approve');
  });

  it('are not sent for a row one may not answer', () => {
    const a = row('a', { can_decide: false });
    const drafts = draftsReducer(none, { type: 'agree', rows: [a] });
    expect(decisionItems([a], drafts)).toEqual([]);
    expect(examinationItems([a], drafts)).toHaveLength(1);
  });

  it('stay when the server did not take them', () => {
    const drafts = draftsReducer(none, { type: 'agree', rows: [row('a'), row('b')] });
    const result = { code: null, message: null, case_version: null, stage: null };
    const left = afterSending(drafts, [
      { ...result, case_id: 'a', status: 201 },
      { ...result, case_id: 'b', status: 412 },
    ]);
    expect(Object.keys(left)).toEqual(['b']);
  });
});

it('more rows than one sending takes go in several', () => {
  expect(inPieces([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(inPieces([])).toEqual([]);
});

describe('answers that wait while a case is looked at', () => {
  const rows = [row('a'), row('b')];
  const drafts = draftsReducer(none, { type: 'agree', rows });

  it('are there again for the rows they were given to', () => {
    const kept = keptOf(rows, drafts) ?? {};
    expect(takenUp(rows, kept, 'examine')).toEqual({ drafts, stale: [] });
    expect(keptOf(rows, none)).toBeNull();
  });

  it('do not answer a case that has changed since, also where the table was read anew meanwhile', () => {
    const changed = row('b', { case_version: 4 });
    const first = keptOf(rows, drafts) ?? {};
    const later = keptOf([row('a'), changed], drafts, first) ?? {};
    const { drafts: left, stale } = takenUp([row('a'), changed], later, 'examine');
    expect(Object.keys(left)).toEqual(['a']);
    expect(stale).toEqual([changed]);
  });

  it('are dropped where the row is decided by now', () => {
    const kept = keptOf(rows, drafts) ?? {};
    const done = [row('a', { can_examine: false }), row('b')];
    expect(Object.keys(takenUp(done, kept, 'examine').drafts)).toEqual(['b']);
  });
});
