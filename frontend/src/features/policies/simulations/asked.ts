import { isEntered } from '../../../lib/fact-form';
import { timeline } from '../parameters';
import type { PolicyDocument } from '../queries';
import type { NewSimulation } from './queries';
import type { Value } from './value-input';

/** What can be changed: a parameter of one value, or a fact that the register does not know. */
export interface Line {
  name: string;
  label: { zh: string; en: string };
  kind: string;
  choices?: PolicyDocument['inputs'][number]['values'];
  /** Of a parameter what holds on the day; a fact is told by whoever simulates. */
  now?: Value;
  fact: boolean;
}

export function lines(document: PolicyDocument, on: string): Line[] {
  const parameters = (document.parameters ?? [])
    .filter((parameter) => parameter.values.length > 0)
    .map((parameter) => ({
      name: parameter.name,
      label: parameter.label,
      kind: parameter.unit,
      choices: parameter.choices,
      now: timeline(parameter.values, on).find((one) => one.holds)?.value as Value,
      fact: false,
    }));
  const facts = document.inputs
    .filter((input) => isEntered(input) && input.required && input.type !== 'list')
    .map((input) => ({
      name: input.name,
      label: input.label,
      kind: input.type,
      choices: input.values,
      fact: true,
    }));
  return [...parameters, ...facts];
}

type Values = Record<string, Value>;

/** Only what differs from today is a change; a fact is sent for today as well. */
export function asked(all: Line[], today: Values, after: Values): Pick<NewSimulation, 'changes' | 'facts'> {
  const now = (line: Line) => (line.fact ? today[line.name] : line.now);
  const changes = all
    .filter((line) => after[line.name] !== undefined && after[line.name] !== now(line))
    .map((line) => ({ parameter: line.name, value: after[line.name] as number | boolean | string }));
  const known = all.filter((line) => line.fact && today[line.name] !== undefined);
  return { changes, facts: Object.fromEntries(known.map((line) => [line.name, today[line.name]])) };
}

/** What the server says of one line: its errors name the place among the changes, or the fact. */
export function wrongOf(error: unknown, changes: NewSimulation['changes'], name: string): string | undefined {
  const errors = (error as { errors?: { pointer: string; message: string }[] } | null)?.errors ?? [];
  const place = (changes ?? []).findIndex((change) => change.parameter === name);
  const mine = errors.find(
    ({ pointer }) => pointer.startsWith(`/changes/${place}/`) || pointer === `/facts/${name}`,
  );
  return mine?.message;
}
