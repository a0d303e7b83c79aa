import { formatFen } from './money';

interface InputLike {
  type: string;
  values?: { code: string; label: { zh: string; en: string } }[] | null;
}

/** Permille as people write it: 250 → "25%", 125 → "12.5%". */
export function permilleText(permille: number): string {
  return `${permille / 10}%`;
}

/** A fact or parameter in the reader's terms, by the type the policy gives it. */
export function factText(
  input: InputLike | undefined,
  value: unknown,
  textOf: (text: { zh: string; en: string } | null | undefined) => string,
  words: { yes: string; no: string },
): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') {
    if (input?.type === 'fen') return formatFen(value);
    if (input?.type === 'permille') return permilleText(value);
    return String(value);
  }
  if (typeof value === 'string')
    return textOf(input?.values?.find((item) => item.code === value)?.label) || value;
  return JSON.stringify(value);
}
