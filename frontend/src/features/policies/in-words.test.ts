import { expect, it } from 'vitest';
import { inWords } from './in-words';
import type { PolicyDocument } from './queries';

const text = (en: string) => ({ zh: en, en });
const document = {
  inputs: [
    { name: 'cost_fen', label: text('cost'), type: 'fen' },
    {
      name: 'category',
      label: text('category'),
      type: 'code',
      values: [{ code: 'poor', label: text('Poor') }],
    },
  ],
  parameters: [{ name: 'cap_fen', label: text('cap'), unit: 'fen', values: [] }],
  rules: [],
} as unknown as PolicyDocument;
const word = (key: string, fallback?: string) =>
  ({ 'sign.as_then': 'then', 'sign.else': 'else', 'function.min': 'least of' })[key] ?? fallback ?? key;
const say = (cel: string) => inWords(document, cel, word, (label) => label?.en ?? '');

it('puts labels in the place of names and codes', () => {
  expect(say('category == "poor" ? min(cost_fen, cap_fen) : 0')).toBe(
    'category = Poor then least of(cost, cap) else 0',
  );
  expect(say('cost_fen * 2 - cap_fen')).toBe('cost × 2 − cap');
});

it('does not pretend where it can not follow', () => {
  expect(say('members.filter(m, m.age > 60)')).toBeNull();
  expect(say('unknown + 1')).toBeNull();
  expect(say('strange(cost_fen)')).toBeNull();
});
