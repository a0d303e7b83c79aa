import type { CaseMaterial, PolicyInput, ServiceItem, Text } from '../../api/types';
import { factText } from '../../lib/facts';
import { formatFen } from '../../lib/money';

export interface Change {
  field: string;
  before?: unknown;
  after?: unknown;
}

/** What is needed to say a change in the words of the form it was made on. */
export interface Words {
  text: (pair: Text | null | undefined) => string;
  yes: string;
  no: string;
  comma: string;
  stages: ServiceItem['stages'];
  inputs: PolicyInput[];
  materials: CaseMaterial[];
  /** The name of a member that is no fact: `stage`, `amount_fen`; undefined when it has none. */
  labelOf: (field: string) => string | undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valueText(field: string, value: unknown, words: Words): string {
  const { text } = words;
  if (value === null || value === undefined || value === '') return '—';
  if (field === 'stage')
    return text(words.stages.find((stage) => stage.code === value)?.label) || String(value);
  if (field === 'papers' && Array.isArray(value)) {
    const names = value.map(
      (code) => text(words.materials.find((material) => material.code === code)?.name) || String(code),
    );
    return names.length > 0 ? names.join(words.comma) : '—';
  }
  if (field.endsWith('_fen') && typeof value === 'number') return formatFen(value);
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The lines of one act of the trail: label, before, after. What did not change is not a change. */
export function changeLines(
  changes: Change[],
  words: Words,
): { label: string; before: string; after: string }[] {
  return changes.flatMap(({ field, before, after }) => {
    if (field === 'facts') return factLines(before, after, words);
    const line = {
      label: words.labelOf(field) ?? field,
      before: valueText(field, before, words),
      after: valueText(field, after, words),
    };
    return line.before === line.after ? [] : [line];
  });
}

function factLines(before: unknown, after: unknown, words: Words) {
  const old = isRecord(before) ? before : {};
  const now = isRecord(after) ? after : {};
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .map((name) => {
      const input = words.inputs.find((each) => each.name === name);
      const say = (value: unknown) => factText(input, value, words.text, words);
      return { label: words.text(input?.label) || name, before: say(old[name]), after: say(now[name]) };
    })
    .filter((line) => line.before !== line.after);
}
