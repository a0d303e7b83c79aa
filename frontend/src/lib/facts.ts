import { formatFen } from './money';

type Pair = { zh: string; en: string };
interface InputLike {
  type: string;
  values?: { code: string; label: Pair }[] | null;
  /** Of a list: what is told of each member. */
  fields?: (InputLike & { name: string; label: Pair })[];
}

/** Permille as people write it: 250 → "25%", 125 → "12.5%". */
export function permilleText(permille: number): string {
  return `${permille / 10}%`;
}

/** What a clerk types as a share, `30` or `12.5`, in thousandths; null where it is none. */
export function parsePercent(text: string): number | null {
  const match = /^(\d{1,6})(?:\.(\d?))?$/.exec(text.normalize('NFKC').trim().replace(/%$/, ''));
  return match ? Number(match[1]) * 10 + Number(match[2] || 0) : null;
}

export const percentText = (permille: number): string => permilleText(permille).replace('%', '');

/** A fact or parameter in the reader's terms, by the type the policy gives it. */
export function factText(
  input: InputLike | undefined,
  value: unknown,
  textOf: (text: Pair | null | undefined) => string,
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
  if (Array.isArray(value) && input?.fields)
    return value.map((member) => memberText(input.fields ?? [], member, textOf, words)).join(' / ') || '—';
  return JSON.stringify(value);
}

/** One of a list: what is so of it by its name alone, the rest with its value. */
function memberText(
  fields: NonNullable<InputLike['fields']>,
  member: Record<string, unknown>,
  textOf: (text: Pair | null | undefined) => string,
  words: { yes: string; no: string },
): string {
  return fields
    .filter(({ name }) => member[name] !== undefined && member[name] !== null && member[name] !== false)
    .map((field) =>
      member[field.name] === true
        ? textOf(field.label)
        : `${textOf(field.label)} ${factText(field, member[field.name], textOf, words)}`,
    )
    .join(' · ');
}
