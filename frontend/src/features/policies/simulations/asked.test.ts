import { expect, it } from 'vitest';
import type { PolicyDocument } from '../queries';
import { asked, lines, wrongOf } from './asked';

const text = { zh: 'x', en: 'x' };
const document = {
  parameters: [
    {
      name: 'standard_fen',
      label: text,
      unit: 'fen',
      values: [
        { from: '2025-01-01', value: 85000, basis: [] },
        { from: '2026-07-01', value: 89000, basis: [] },
      ],
    },
    { name: 'table', label: text, unit: 'fen', values: [], tables: [{ from: '2025-01-01', rows: [] }] },
  ],
  inputs: [
    { name: 'price_fen', label: text, type: 'fen', required: true },
    { name: 'income_fen', label: text, type: 'fen', required: true, source: 'household_income' },
    { name: 'optional', label: text, type: 'int' },
  ],
} as unknown as PolicyDocument;

it('a parameter shows what holds on the day, and only what can be changed is shown', () => {
  const [standard, price, ...more] = lines(document, '2026-03-02');
  expect([standard?.now, standard?.fact]).toEqual([85000, false]);
  expect([price?.name, price?.fact]).toEqual(['price_fen', true]);
  expect(more).toEqual([]);
  expect(lines(document, '2026-07-01')[0]?.now).toBe(89000);
});

it('what stays as it is is no change, and a fact is told for today as well', () => {
  const all = lines(document, '2026-03-02');
  const same = asked(all, { price_fen: 100 }, { standard_fen: 85000, price_fen: undefined });
  expect(same).toEqual({ changes: [], facts: { price_fen: 100 } });
  const other = asked(all, { price_fen: 100 }, { standard_fen: 90000, price_fen: 120 });
  expect(other.changes).toEqual([
    { parameter: 'standard_fen', value: 90000 },
    { parameter: 'price_fen', value: 120 },
  ]);
});

it('an error is told at the line it is about', () => {
  const changes = [{ parameter: 'standard_fen', value: -1 }];
  const error = { errors: [{ pointer: '/changes/0/value', message: 'too small' }] };
  expect(wrongOf(error, changes, 'standard_fen')).toBe('too small');
  expect(wrongOf(error, changes, 'price_fen')).toBeUndefined();
  expect(wrongOf(null, changes, 'standard_fen')).toBeUndefined();
});
