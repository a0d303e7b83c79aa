import { expect, test } from 'vitest';
import type { PolicyDocument } from '../queries';
import { awaitingExamples, computed, isInherited, takenOver } from './inherited';

const old = { title: 'a', facts: { sum: 1 }, eligible: true, amount_fen: 5 };
const own = { title: 'b', facts: { sum: 2 }, eligible: true, amount_fen: 7 };
const base = { examples: [old] } as unknown as PolicyDocument;
const document = { examples: [old, own] } as unknown as PolicyDocument;
const outcomes = [
  { passed: false, eligible: true, amount_fen: 6 },
  { passed: false, eligible: true, amount_fen: 8 },
];

test('an example of the version before waits to be confirmed; one of the draft that fails is a mistake', () => {
  expect(awaitingExamples(document, base, outcomes)).toBe(1);
  expect(awaitingExamples(document, undefined, outcomes)).toBe(0);
  expect(isInherited({ ...old, amount_fen: 6 } as never, base)).toBe(false);
});

test('what could not be computed is not taken over', () => {
  expect(computed({ passed: false, eligible: null, problems: ['/sum: missing_fact'] })).toBeNull();
  expect(awaitingExamples(document, base, [{ passed: false, eligible: null }])).toBe(0);
});

test('the new result replaces the expected one, further amounts only where some were expected', () => {
  const now = { eligible: false, amount_fen: 0, parts: { care: 3 } };
  expect(takenOver(old as never, now)).toEqual({ ...old, eligible: false, amount_fen: 0 });
  expect(takenOver({ ...old, parts: { care: 1 } } as never, now)).toMatchObject({ parts: { care: 3 } });
});
