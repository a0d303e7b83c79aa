import { expect, it } from 'vitest';
import { complete, completions, wordAt } from './completion';
import { asDocument, moved, setAt } from './edit';
import { marked, problemsElsewhere, problemsUnder } from './problems';

const label = (zh: string, en: string) => ({ zh, en });
const document = asDocument({
  inputs: [
    { name: 'cost_fen', label: label('cost', 'Cost'), type: 'fen' },
    {
      name: 'category',
      label: label('kind', 'Kind'),
      type: 'code',
      values: [{ code: 'poor', label: label('p', 'Poor') }],
    },
    {
      name: 'members',
      label: label('m', 'Members'),
      type: 'list',
      fields: [{ name: 'age', label: label('a', 'Age'), type: 'years' }],
    },
  ],
  parameters: [{ name: 'cap_fen', label: label('cap', 'Cap'), unit: 'fen', values: [] }],
  rules: [
    { name: 'counted_fen', label: label('c', 'Counted'), unit: 'fen', formula: 'cost_fen', basis: [] },
    { name: 'later_fen', label: label('l', 'Later'), unit: 'fen', formula: '0', basis: [] },
  ],
});
const names = (text: string, rules = 1) =>
  completions(document, rules, text, text.length).map((one) => one.name);

it('replaces a value without touching the document it came from', () => {
  const changed = setAt(document, ['rules', 0, 'formula'], 'x');
  expect(changed.rules[0]?.formula).toBe('x');
  expect(document.rules[0]?.formula).toBe('cost_fen');
  expect('when' in (setAt(changed, ['rules', 0, 'when'], undefined).rules[0] ?? {})).toBe(false);
  expect(moved([1, 2, 3], 2, 0)).toEqual([3, 1, 2]);
  expect(moved([1, 2], 0, 2)).toEqual([1, 2]);
});

it('offers inputs, parameters, earlier rules and functions', () => {
  expect(names('co').slice(0, 3)).toEqual(['cost_fen', 'counted_fen', 'count']);
  expect(names('later')).toEqual([]);
  expect(names('later', 2)).toEqual(['later_fen']);
  expect(names('1 + ')).toEqual([]);
  expect(names('Cap')).toEqual(['cap_fen']);
});

it('offers the fields of members after a dot and the choices within quotation marks', () => {
  expect(names('members.filter(m, m.a')).toEqual(['age']);
  expect(names('category == "')).toEqual(['poor']);
  expect(wordAt('a == "b" && co', 14)).toEqual({ start: 12, word: 'co', after: '' });
});

it('puts the chosen name in the place of the word', () => {
  expect(complete('1 + co - x', 6, { name: 'cost_fen', kind: 'input' })).toEqual({
    text: '1 + cost_fen - x',
    caret: 12,
  });
  expect(complete('mi', 2, { name: 'min', kind: 'function' })).toEqual({ text: 'min(', caret: 4 });
  expect(complete('mi(a, b)', 2, { name: 'min', kind: 'function' }).text).toBe('min(a, b)');
});

it('puts each problem at its rule and leaves none out', () => {
  const problem = (pointer: string) => ({ pointer, code: 'x', detail: '' });
  const all = ['/rules/1/formula', '/rules/10', '/rules', '/valid_from'].map(problem);
  expect(problemsUnder(all, '/rules/1').map((one) => one.pointer)).toEqual(['/rules/1/formula']);
  expect(problemsElsewhere(all, ['/rules/1', '/rules/10']).map((one) => one.pointer)).toEqual([
    '/rules',
    '/valid_from',
  ]);
});

it('marks the word at the position, counted in characters', () => {
  expect(marked('foo + cost_fen', 6)).toEqual(['foo + ', 'cost_fen', '']);
  expect(marked('"\u{20000}" == foo', 7)).toEqual(['"\u{20000}" == ', 'foo', '']);
  expect(marked('a +', 3)).toEqual(['a +', ' ', '']);
});
