import { holds } from './condition';

interface Input {
  name: string;
  type?: string;
  used_when?: string | null;
  required?: boolean;
  required_when?: string | null;
  source?: string;
  default?: unknown;
}
export type Facts = Record<string, unknown>;

export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A list without its blank fields; a member of whom nothing is told stays: there is one more. */
function told(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((member) =>
    Object.fromEntries(Object.entries((member ?? {}) as Facts).filter(([, field]) => !isEmpty(field))),
  );
}

/** Of a household what decides which facts are still to be asked. */
export interface KnownHousehold {
  income_fen?: number | null;
}

/**
 * The inputs a clerk is asked of a case: what is entered, and what the register would give but does not
 * know of this household. An income that is registered stands, whatever is typed beside it.
 */
export function askedInputs<I extends Input>(inputs: I[], household: KnownHousehold | null | undefined): I[] {
  const unknown = household?.income_fen === null || household?.income_fen === undefined;
  return inputs.flatMap((input) => {
    if (isEntered(input)) return [input];
    const income = input.source === 'household_income' || input.source === 'income_per_person';
    // A birth date everyone has; what else is so of a person is registered with the household.
    const condition = input.source === 'person' && input.type === 'bool' && !household;
    return (income && unknown) || condition ? [{ ...input, source: 'entered' }] : [];
  });
}

/** The inputs the register fills in for this household. */
export function registeredInputs<I extends Input>(
  inputs: I[],
  household: KnownHousehold | null | undefined,
): I[] {
  const asked = new Set(askedInputs(inputs, household).map((input) => input.name));
  return inputs.filter((input) => !asked.has(input.name) && input.source !== 'running_total');
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

/** The facts that are not what the form began with: what somebody has entered. */
export function changedFacts(inputs: Input[], facts: Facts): Facts {
  const defaults = defaultFacts(inputs);
  return Object.fromEntries(Object.entries(facts).filter(([name, value]) => value !== defaults[name]));
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
  const same = (name: string) => JSON.stringify(base[name]) === JSON.stringify(now[name]);
  return [...new Set([...Object.keys(base), ...Object.keys(now)])].filter((name) => !same(name));
}

export function missingFacts(inputs: Input[], facts: Facts): string[] {
  const sent = factsToSend(inputs, facts);
  return inputs
    .filter((input) => isEntered(input) && isUsed(input, facts) && isRequired(input, facts))
    .map((input) => input.name)
    .filter((name) => !(name in sent));
}
