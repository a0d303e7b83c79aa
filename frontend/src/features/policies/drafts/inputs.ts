import type { PolicyInput } from '../../../api/types';

/** The commonest first. */
export const FIELD_KINDS = [
  'fen',
  'bool',
  'code',
  'persons',
  'int',
  'date',
  'years',
  'months',
  'days',
  'permille',
] as const satisfies PolicyInput['type'][];
export const KINDS: PolicyInput['type'][] = ['list', ...FIELD_KINDS];

export const SOURCES: NonNullable<PolicyInput['source']>[] = [
  'entered',
  'household_size',
  'household_income',
  'income_per_person',
  'members',
  'member_count',
  'person',
  'continuing',
  'running_total',
];

const WORDS = new Set<PolicyInput['type']>(['bool', 'code', 'date', 'list']);
export const isNumber = (kind: PolicyInput['type']): boolean => !WORDS.has(kind);

/** The input as one of another kind: what says nothing of that kind would be refused and goes. */
export function ofKind(input: PolicyInput, type: PolicyInput['type']): PolicyInput {
  const { min, max, values, fields, max_items, default: usual, ...rest } = input;
  if (isNumber(type)) return { ...rest, type, min, max, default: isNumber(input.type) ? usual : undefined };
  if (type === 'code') return { ...rest, type, values };
  return type === 'list' ? { ...rest, type, fields: fields ?? [], max_items } : { ...rest, type };
}

/** A name that nothing beside it has. */
export function freeName(taken: { name: string }[], stem: string): string {
  const names = new Set(taken.map((one) => one.name));
  let number = taken.length + 1;
  while (names.has(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

interface Text {
  zh: string;
  en: string;
}

/** A text with one language rewritten; without any words in it there is none. */
export function withWords(
  text: Text | null | undefined,
  language: keyof Text,
  words: string,
): Text | undefined {
  const next = { zh: '', en: '', ...text, [language]: words };
  return next.zh || next.en ? next : undefined;
}
