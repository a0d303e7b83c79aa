import { holds } from './condition';

interface Input {
  name: string;
  used_when?: string | null;
  required?: boolean;
  required_when?: string | null;
  source?: string;
  default?: unknown;
}
export type Facts = Record<string, unknown>;

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A list without its blank fields; a member of whom nothing is told stays: there is one more. */
function told(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((member) =>
    Object.fromEntries(Object.entries((member ?? {}) as Facts).filter(([, field]) => !isEmpty(field))),
  );
}

/** What a person types in; the rest is known to the server. */
export const isEntered = (input: Input): boolean => (input.source ?? 'entered') === 'entered';
export const isUsed = (input: Input, facts: Facts): boolean => holds(input.used_when, facts) !== false;
export const isRequired = (input: Input, facts: Facts): boolean =>
  input.required === true || (Boolean(input.required_when) && holds(input.required_when, facts) === true);

export function defaultFacts(inputs: Input[]): Facts {
  const entered = inputs.filter(
    (input) => isEntered(input) && input.default !== undefined && input.default !== null,
  );
  return Object.fromEntries(entered.map((input) => [input.name, input.default]));
}

/** The facts to send: those that apply and have a value. A field hidden again leaves nothing behind. */
export function factsToSend(inputs: Input[], facts: Facts): Facts {
  const sent: Facts = {};
  for (const input of inputs) {
    const value = facts[input.name];
    if (isEntered(input) && isUsed(input, facts) && !isEmpty(value)) sent[input.name] = told(value);
  }
  return sent;
}

/** The facts another person has changed since `base` was read. */
export function changedMeanwhile(base: Facts, now: Facts): string[] {
  return [...new Set([...Object.keys(base), ...Object.keys(now)])].filter((name) => base[name] !== now[name]);
}

export function missingFacts(inputs: Input[], facts: Facts): string[] {
  const sent = factsToSend(inputs, facts);
  return inputs
    .filter((input) => isEntered(input) && isUsed(input, facts) && isRequired(input, facts))
    .map((input) => input.name)
    .filter((name) => !(name in sent));
}
