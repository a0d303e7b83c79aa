import { expect, it } from 'vitest';
import { factText, parsePercent, percentText, permilleText } from './facts';

const words = { yes: 'yes', no: 'no' };
const textOf = (text: { en: string } | null | undefined) => text?.en ?? '';

it('a fact is shown by the type the policy gives it', () => {
  const code = { type: 'code', values: [{ code: 'near_poor_ill', label: { zh: '', en: 'Near poor' } }] };
  expect(factText({ type: 'fen' }, 900_000, textOf, words)).toBe('9,000.00');
  expect(factText({ type: 'permille' }, 250, textOf, words)).toBe('25%');
  expect(factText({ type: 'int' }, 3, textOf, words)).toBe('3');
  expect(factText({ type: 'bool' }, false, textOf, words)).toBe('no');
  expect(factText(code, 'near_poor_ill', textOf, words)).toBe('Near poor');
  expect(factText(code, 'gone', textOf, words)).toBe('gone');
  expect(factText(undefined, null, textOf, words)).toBe('—');
});

it('permille keeps the half percent', () => expect(permilleText(125)).toBe('12.5%'));

it('a share is typed in percent and held in thousandths', () => {
  expect(parsePercent('30')).toBe(300);
  expect(parsePercent('12.5%')).toBe(125);
  expect(parsePercent('12.55')).toBeNull();
  expect(parsePercent('viel')).toBeNull();
  expect(percentText(125)).toBe('12.5');
});
