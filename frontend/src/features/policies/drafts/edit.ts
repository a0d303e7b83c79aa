import type { PolicyDocument } from '../queries';

export type Path = (string | number)[];

/** A copy with the value at the path replaced; undefined takes the member away. */
export function setAt<T>(root: T, path: Path, value: unknown): T {
  const [step, ...rest] = path;
  if (step === undefined) return value as T;
  if (Array.isArray(root)) {
    const copy = [...root];
    copy[step as number] = setAt(copy[step as number], rest, value);
    return copy as T;
  }
  const copy: Record<string, unknown> = { ...(root as Record<string, unknown>) };
  const next = setAt(copy[step], rest, value);
  if (next === undefined) delete copy[step];
  else copy[step] = next;
  return copy as T;
}

export const without = <T>(list: T[], at: number): T[] => list.filter((_, place) => place !== at);

export function moved<T>(list: T[], from: number, to: number): T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return list;
  const rest = without(list, from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** Items with their places, for lists whose items have no identity but their place. */
export const numbered = <T>(list: T[] | null | undefined): { at: number; item: T }[] =>
  (list ?? []).map((item, at) => ({ at, item }));

export const pointerOf = (path: Path): string => path.map((step) => `/${step}`).join('');

const listOf = (value: unknown): never[] => (Array.isArray(value) ? (value as never[]) : []);
const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** A draft may lack anything; for editing what is missing is empty. What is there is left as it is. */
export function asDocument(raw: Record<string, unknown>): PolicyDocument {
  const result = objectOf(raw.result);
  return {
    ...raw,
    code: String(raw.code ?? ''),
    version: Number(raw.version ?? 1),
    title: { zh: '', en: '', ...objectOf(raw.title) },
    scheme: String(raw.scheme ?? ''),
    jurisdiction: String(raw.jurisdiction ?? ''),
    schema: String(raw.schema ?? 'yangguang.policy/1'),
    valid_from: String(raw.valid_from ?? ''),
    competent_departments: listOf(raw.competent_departments),
    legal_basis: listOf(raw.legal_basis),
    inputs: listOf(raw.inputs),
    parameters: (listOf(raw.parameters) as Record<string, unknown>[]).map((one) => ({
      ...one,
      values: listOf(one.values),
    })) as unknown as PolicyDocument['parameters'],
    rules: listOf(raw.rules),
    examples: listOf(raw.examples),
    result: {
      eligible: '',
      amount: '',
      min: '',
      max: '',
      period: 'once',
      per: 'person',
      ...result,
      reasons: listOf(result.reasons),
    } as PolicyDocument['result'],
  };
}

/** The next version: everything as it is, in force from the day chosen, open again. */
export function newVersion(document: PolicyDocument, validFrom: string): PolicyDocument {
  const { valid_to: _ended, ...rest } = document;
  return { ...rest, version: document.version + 1, valid_from: validFrom };
}

interface Beginning {
  code: string;
  title: { zh: string; en: string };
  scheme: string;
  jurisdiction: string;
  valid_from: string;
}

/** A policy that grants a standard set to nothing: the smallest document to begin from. */
export function blank(
  beginning: Beginning,
  words: { standard: Text; aid: Text; none: Text },
): PolicyDocument {
  return asDocument({
    schema: 'yangguang.policy/1',
    version: 1,
    ...beginning,
    parameters: [
      {
        name: 'standard_fen',
        label: words.standard,
        unit: 'fen',
        values: [{ from: beginning.valid_from, value: 0, basis: [] }],
      },
    ],
    rules: [{ name: 'aid_fen', label: words.aid, unit: 'fen', formula: 'standard_fen', basis: [] }],
    result: {
      eligible: 'aid_fen > 0',
      amount: 'aid_fen',
      min: 'aid_fen',
      max: 'aid_fen',
      period: 'once',
      per: 'person',
      reasons: [{ when: 'true', code: 'decided', text: words.none }],
    },
  });
}

interface Text {
  zh: string;
  en: string;
}
