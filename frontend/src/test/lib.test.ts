import { beforeEach, expect, test } from 'vitest';
import { holds } from '../lib/condition';
import { beijingDate, beijingTime } from '../lib/dates';
import { deadlineTone } from '../lib/deadline';
import { draftKey, dropDraft, loadDraft, saveDraft, withoutPersonalNumbers } from '../lib/drafts';
import { defaultFacts, factsToSend, missingFacts } from '../lib/fact-form';
import { memberProblem, withMember } from '../lib/household';
import { formatFen, parseYuan } from '../lib/money';
import { routerPath, safeNext } from '../lib/paths';
import { randomId } from '../lib/random';
import { fitted } from '../lib/shrink-image';
import { parseCard, Wedge } from '../lib/wedge';

test('money is grouped and keeps its two decimals', () => {
  expect(formatFen(150000)).toBe('1,500.00');
  expect(formatFen(0)).toBe('0.00');
  expect(formatFen(5)).toBe('0.05');
  expect(formatFen(-123456789)).toBe('-1,234,567.89');
  expect(formatFen(100000, false)).toBe('1000.00');
});

test('yuan typed in any usual way become fen, exactly', () => {
  expect(parseYuan('9000')).toBe(900000);
  expect(parseYuan('9,000.5')).toBe(900050);
  expect(parseYuan('９０００．０５')).toBe(900005);
  expect(parseYuan('¥ 1.15')).toBe(115);
  expect(parseYuan('\uffe5\u200b９，000．5\u00ad')).toBe(900050);
  expect(parseYuan('0.07')).toBe(7);
  expect(parseYuan('1234567890.99')).toBe(123456789099);
});

test('what is not a sum of money is refused', () => {
  for (const text of ['', '-5', '1.234', 'abc', '1e5', '.', '99999999999999'])
    expect(parseYuan(text)).toBeNull();
});

test('every sum survives being shown and typed again', () => {
  for (let fen = 0; fen < 100000; fen += 37) expect(parseYuan(formatFen(fen))).toBe(fen);
});

test('instants are shown as Beijing time on any computer', () => {
  expect(beijingTime('2026-11-22T02:05:09Z')).toBe('2026-11-22 10:05');
  expect(beijingDate('2026-11-21T16:00:00Z')).toBe('2026-11-22');
  expect(beijingDate('2026-11-21T15:59:59Z')).toBe('2026-11-21');
});

test('a deadline presses three working days before it', () => {
  expect([null, 4, 3, 0, -1].map(deadlineTone)).toEqual(['none', 'calm', 'soon', 'soon', 'overdue']);
});

test('server links lose the entry prefix, foreign ones never become the way back', () => {
  expect(routerPath('/app/cases?due=overdue')).toBe('/cases?due=overdue');
  expect(routerPath('/cases')).toBe('/cases');
  expect(routerPath('/approval')).toBe('/approval');
  expect(safeNext('/cases/1?x=1')).toBe('/cases/1?x=1');
  for (const bad of ['//evil.cn', '/\\evil.cn', 'https://evil.cn', '/login?next=/', null])
    expect(safeNext(bad)).toBe('/');
});

test('random ids look like UUIDs and differ', () => {
  const ids = new Set(Array.from({ length: 200 }, randomId));
  expect(ids.size).toBe(200);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('a photograph is made smaller, never larger', () => {
  expect(fitted(4800, 3600)).toEqual({ width: 2400, height: 1800 });
  expect(fitted(800, 600)).toEqual({ width: 800, height: 600 });
});

const KEY = draftKey('u1', 'new-case');
beforeEach(() => dropDraft(KEY));

test('a draft comes back after a crash, without any personal number', () => {
  saveDraft(KEY, {
    personId: '0190-aa',
    citizen_id: '11010519491231002X',
    facts: { cost_fen: 900000, note: '号码 11010519491231002X' },
    members: [{ phone: '13800000000', name: '张三' }],
  });
  expect(localStorage.getItem(KEY)).not.toMatch(/1101051949|138000/);
  expect(loadDraft(KEY)?.value).toEqual({
    personId: '0190-aa',
    facts: { cost_fen: 900000, note: '号码 ***' },
    members: [{ name: '张三' }],
  });
});

test('ids are recognised with spaces and in the old length', () => {
  for (const id of ['110105 19491231 002x', '130503670401001']) expect(withoutPersonalNumbers(id)).toBe('');
  for (const text of ['360704-YL-20261122-0001-K', '1234567890', '小王'])
    expect(withoutPersonalNumbers(text)).toBe(text);
});

test('a draft belongs to one user and is forgotten after a week', () => {
  saveDraft(KEY, { a: 1 }, new Date('2026-11-01T00:00:00Z'));
  expect(loadDraft(draftKey('u2', 'new-case'))).toBeNull();
  expect(loadDraft(KEY, new Date('2026-11-07T00:00:00Z'))?.value).toEqual({ a: 1 });
  expect(loadDraft(KEY, new Date('2026-11-09T00:00:00Z'))).toBeNull();
  expect(localStorage.getItem(KEY)).toBeNull();
});

test('a broken draft is no draft', () => {
  localStorage.setItem(KEY, '{oops');
  expect(loadDraft(KEY)).toBeNull();
});

const type = (wedge: Wedge, text: string, gap: number) => {
  let at = 1000;
  for (const key of text) {
    wedge.key(key, at);
    at += gap;
  }
  return wedge.key('Enter', at);
};

test('a burst that ends in Enter is a card, typing is not', () => {
  expect(type(new Wedge(), '11010519491231002x', 8)).toEqual({ citizenId: '11010519491231002X', name: null });
  expect(type(new Wedge(), '11010519491231002x', 120)).toBeNull();
  expect(type(new Wedge(), '12345', 8)).toBeNull();
});

test('a reader may send the name too', () => {
  expect(parseCard('阿依古丽·买买提 女 11010519491231002X')).toEqual({
    citizenId: '11010519491231002X',
    name: '阿依古丽·买买提',
  });
  expect(parseCard('4111010519491231002X1')).toBeNull();
});

test('conditions of a policy are read as the server reads them', () => {
  const facts = { category: 'near_poor_ill', cost_fen: 100, insured: true };
  expect(holds('category == "near_poor_ill"', facts)).toBe(true);
  expect(holds("category in ['no_support', 'other_hardship']", facts)).toBe(false);
  expect(holds('!(category == "x") && cost_fen > 99', facts)).toBe(true);
  expect(holds('category == "x" || insured', facts)).toBe(true);
  expect(holds('facts.cost_fen <= 100', facts)).toBe(true);
  expect(holds(null, facts)).toBe(true);
});

test('a condition beyond the reader is neither yes nor no', () => {
  expect(holds('size(members) > 2', {})).toBeUndefined();
  expect(holds('a == ', {})).toBeUndefined();
  expect(holds('a + 1 > 2', {})).toBeUndefined();
});

const inputs = [
  { name: 'category', required: true },
  { name: 'cost_fen', required: true, default: 0 },
  { name: 'months', used_when: 'category == "near_poor_ill"', required_when: 'category == "near_poor_ill"' },
  { name: 'paid_this_year_fen', source: 'running_total', required: true },
];

test('only facts that apply are sent, and known ones are not asked for', () => {
  expect(defaultFacts(inputs)).toEqual({ cost_fen: 0 });
  const typed = { category: 'subsistence_ill', cost_fen: 900000, months: 2, paid_this_year_fen: 1 };
  expect(factsToSend(inputs, typed)).toEqual({ category: 'subsistence_ill', cost_fen: 900000 });
  expect(missingFacts(inputs, { category: 'near_poor_ill', cost_fen: 0 })).toEqual(['months']);
  expect(missingFacts(inputs, { cost_fen: null })).toEqual(['category', 'cost_fen']);
});

test('a household has one head and everybody a relation', () => {
  expect(memberProblem([])).toBe('no_members');
  const one = withMember([], { id: 'a', name: '张三' });
  expect(one[0]?.relation).toBe('head');
  expect(memberProblem(one)).toBeNull();
  const two = withMember(one, { id: 'b', name: '李四' });
  expect(memberProblem(two)).toBe('relation_missing');
  expect(withMember(two, { id: 'b', name: '李四' })).toHaveLength(2);
  expect(memberProblem(two.map((member) => ({ ...member, relation: 'head' as const })))).toBe('one_head');
});
