import { expect, test } from 'vitest';
import { askedInputs, changedMeanwhile, factsToSend, missingFacts, registeredInputs } from './fact-form';
import { factText } from './facts';

const INPUTS = [
  { name: 'household_size', source: 'household_size', required: true },
  { name: 'income_fen', source: 'household_income', required: true },
  { name: 'members', source: 'members' },
  { name: 'disabled', source: 'member_count' },
  { name: 'paid_fen', source: 'running_total' },
  { name: 'rent_fen' },
];
const names = (inputs: { name: string }[]) => inputs.map((input) => input.name);

test('an income the register does not have is asked for, one it has is not', () => {
  expect(names(askedInputs(INPUTS, { income_fen: null }))).toEqual(['income_fen', 'rent_fen']);
  expect(names(askedInputs(INPUTS, null))).toEqual(['income_fen', 'rent_fen']);
  expect(names(askedInputs(INPUTS, { income_fen: 0 }))).toEqual(['rent_fen']);
});

test('an income that is asked for is sent and missed like anything entered', () => {
  const asked = askedInputs(INPUTS, { income_fen: null });
  expect(missingFacts(asked, {})).toEqual(['income_fen']);
  expect(factsToSend(asked, { income_fen: 40000, members: [] })).toEqual({ income_fen: 40000 });
});

test('what the register fills in is shown, the running total is not its business', () => {
  expect(names(registeredInputs(INPUTS, { income_fen: 40000 }))).toEqual([
    'household_size',
    'income_fen',
    'members',
    'disabled',
  ]);
});

test('what is so of a person is asked only of whom no household tells it, the age of nobody', () => {
  const inputs = [
    { name: 'age', type: 'years', source: 'person', required: true },
    { name: 'severely_disabled', type: 'bool', source: 'person' },
    { name: 'grade', type: 'int' },
  ];
  expect(names(askedInputs(inputs, { income_fen: null }))).toEqual(['grade']);
  expect(names(askedInputs(inputs, null))).toEqual(['severely_disabled', 'grade']);
  expect(names(registeredInputs(inputs, { income_fen: null }))).toEqual(['age', 'severely_disabled']);
});

test('a list read again unchanged is no change of another person', () => {
  expect(changedMeanwhile({ members: [{ age: 7 }] }, { members: [{ age: 7 }] })).toEqual([]);
  expect(changedMeanwhile({ members: [{ age: 7 }] }, { members: [{ age: 8 }] })).toEqual(['members']);
});

test('members are told by what is so of them', () => {
  const same = (word: string) => ({ zh: word, en: word });
  const input = {
    type: 'list',
    fields: [
      { name: 'age', type: 'years', label: same('age') },
      { name: 'severely_ill', type: 'bool', label: same('severely ill') },
    ],
  };
  const value = [
    { age: 42, severely_ill: true },
    { age: 7, severely_ill: false },
  ];
  expect(factText(input, value, (text) => text?.en ?? '', { yes: 'yes', no: 'no' })).toBe(
    'age 42 · severely ill / age 7',
  );
});
