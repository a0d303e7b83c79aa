import { expect, it } from 'vitest';
import { difference } from './difference';
import { asDocument, newVersion } from './drafts/edit';

const label = (en: string) => ({ zh: en, en });
const old = asDocument({
  code: 'a',
  version: 1,
  valid_from: '2020-01-01',
  parameters: [
    {
      name: 'standard_fen',
      label: label('Standard'),
      unit: 'fen',
      values: [{ from: '2020-01-01', value: 60000, basis: [] }],
    },
    {
      name: 'rate',
      label: label('Rate'),
      unit: 'permille',
      over: 'fen',
      brackets: [
        {
          from: '2020-01-01',
          basis: [],
          rows: [
            { from: 0, to: 10, value: 1 },
            { from: 11, value: 2 },
          ],
        },
      ],
    },
  ],
  rules: [
    { name: 'one', label: label('One'), unit: 'fen', formula: 'a', basis: [] },
    { name: 'two', label: label('Two'), unit: 'fen', formula: 'b', basis: [] },
  ],
  examples: [{ title: 'x', facts: { a: 1, b: 2 }, eligible: true, amount_fen: 1 }],
});

it('finds nothing between a document and its copy, whatever the order of members', () => {
  expect(difference(old, structuredClone(old))).toEqual([]);
  const turned = { ...old, examples: [{ ...old.examples[0], facts: { b: 2, a: 1 } }] } as typeof old;
  expect(difference(old, turned)).toEqual([]);
});

it('tells a new dated value against the one before it', () => {
  const now = newVersion(structuredClone(old), '2026-07-01');
  now.parameters?.[0]?.values.push({ from: '2026-07-01', value: 65000, basis: [] });
  const changes = difference(old, now);
  expect(changes.filter((one) => one.section === 'parameters')).toMatchObject([
    { name: 'standard_fen', from: '2026-07-01', kind: 'added', before: 60000, after: 65000, unit: 'fen' },
  ]);
  expect(changes.filter((one) => one.section === 'head').map((one) => one.what)).toEqual([
    'version',
    'valid_from',
  ]);
});

it('never hides that a published value was changed', () => {
  const now = structuredClone(old);
  (now.parameters?.[0]?.values[0] as { value: unknown }).value = 61000;
  expect(difference(old, now)).toMatchObject([
    { kind: 'changed', from: '2020-01-01', before: 60000, after: 61000 },
  ]);
});

it('tells a changed bracket by its range', () => {
  const now = structuredClone(old);
  (now.parameters?.[1]?.brackets?.[0]?.rows[1] as { value: unknown }).value = 3;
  expect(difference(old, now)).toMatchObject([{ name: 'rate', at: [11, null], before: 2, after: 3 }]);
});

it('tells rules added, taken away, changed and put in another order', () => {
  const now = structuredClone(old);
  now.rules = [...now.rules].reverse();
  expect(difference(old, now)).toMatchObject([{ section: 'rules', what: 'order' }]);
  const other = structuredClone(old);
  other.rules = [{ ...(old.rules[0] as (typeof old.rules)[0]), formula: 'c' }];
  expect(difference(old, other)).toMatchObject([
    { name: 'one', what: 'formula', before: 'a', after: 'c' },
    { name: 'two', kind: 'removed' },
  ]);
});
