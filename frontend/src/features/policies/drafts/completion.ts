import type { PolicyDocument } from '../queries';

export interface Candidate {
  name: string;
  kind: 'input' | 'parameter' | 'rule' | 'function' | 'field' | 'choice';
  label?: { zh: string; en: string };
}

const FUNCTIONS =
  'max min highest lowest sum count max0 clamp permille share share_to round_to mul_div lookup in_table bracket in_brackets bracket_share marginal date age_on days_between months_between given policy_parameter has'.split(
    ' ',
  );
const MOST = 12;

/** The word the caret stands in or behind, and what stands before it: `.` (a member) or a quotation mark. */
export function wordAt(text: string, caret: number): { start: number; word: string; after: '' | '.' | '"' } {
  const word = /\w*$/.exec(text.slice(0, caret))?.[0] ?? '';
  const start = caret - word.length;
  const before = text.slice(0, start);
  if (before.endsWith('.')) return { start, word, after: '.' };
  const quotes = before.split('"').length - 1;
  return { start, word, after: quotes % 2 === 1 ? '"' : '' };
}

/** What a formula may name: the inputs, the parameters, the rules above it and the functions. */
export function candidates(document: PolicyDocument, rulesAbove: number): Candidate[] {
  return [
    ...document.inputs.map((one) => ({ name: one.name, kind: 'input' as const, label: one.label })),
    ...(document.parameters ?? []).map((one) => ({
      name: one.name,
      kind: 'parameter' as const,
      label: one.label,
    })),
    ...document.rules
      .slice(0, rulesAbove)
      .map((one) => ({ name: one.name, kind: 'rule' as const, label: one.label })),
    ...FUNCTIONS.map((name) => ({ name, kind: 'function' as const })),
  ];
}

function choices(document: PolicyDocument): Candidate[] {
  const offers = [
    ...document.inputs.flatMap((input) => [input, ...(input.fields ?? [])]).map((input) => input.values),
    ...(document.parameters ?? []).map((parameter) => parameter.choices),
  ].flatMap((offer) => offer ?? []);
  return offers.map((one) => ({ name: one.code, kind: 'choice', label: one.label }));
}

const fields = (document: PolicyDocument): Candidate[] =>
  document.inputs
    .flatMap((input) => input.fields ?? [])
    .map((one) => ({ name: one.name, kind: 'field', label: one.label }));

/** What fits the word at the caret, by name or by label; first what begins with it. */
export function completions(document: PolicyDocument, rulesAbove: number, text: string, caret: number) {
  const { word, after } = wordAt(text, caret);
  const all =
    after === '.' ? fields(document) : after === '"' ? choices(document) : candidates(document, rulesAbove);
  const sought = word.toLowerCase();
  if (after === '' && sought === '') return [];
  const rank = (one: Candidate): number => {
    if (one.name.toLowerCase().startsWith(sought)) return 0;
    return [one.name, one.label?.zh ?? '', one.label?.en ?? ''].some((name) =>
      name.toLowerCase().includes(sought),
    )
      ? 1
      : 2;
  };
  const fitting = all.filter((one) => rank(one) < 2 && one.name !== word).sort((a, b) => rank(a) - rank(b));
  return [...new Map(fitting.map((one) => [one.name, one])).values()].slice(0, MOST);
}

/** The text with the candidate in the place of the word, and where the caret goes. */
export function complete(text: string, caret: number, candidate: Candidate): { text: string; caret: number } {
  const { start } = wordAt(text, caret);
  const rest = text.slice(caret).replace(/^\w+/, '');
  const opens = candidate.kind === 'function' && !rest.startsWith('(') ? '(' : '';
  const inserted = candidate.name + opens;
  return { text: text.slice(0, start) + inserted + rest, caret: start + inserted.length };
}
