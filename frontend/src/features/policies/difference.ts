import { type Parameter, shapeOf } from './parameters';
import type { PolicyDocument } from './queries';

interface Text {
  zh: string;
  en: string;
}
export type Section = 'head' | 'parameters' | 'inputs' | 'rules' | 'result' | 'examples';
export interface Change {
  section: Section;
  kind: 'added' | 'removed' | 'changed';
  /** The member as the document names it, and its label where it has one. */
  name: string;
  label?: Text;
  /** What of it, e.g. `formula`; absent where it is added or taken away whole. */
  what?: string;
  /** From which day the value of a parameter counts. */
  from?: string;
  /** Where in a table or a bracket. */
  at?: unknown[];
  unit?: string;
  before?: unknown;
  after?: unknown;
}

export const same = (a: unknown, b: unknown): boolean => sorted(a ?? null) === sorted(b ?? null);
/** JSON with its members in order: the order they were typed in says nothing. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, one) =>
    one && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

const kindOf = (before: unknown, after: unknown): Change['kind'] =>
  before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';

/** Members of two lists side by side by a key, in the order of the new one, then what is gone. */
function pairs<T>(
  before: T[],
  after: T[],
  key: (item: T) => string,
): [string, T | undefined, T | undefined][] {
  const old = new Map(before.map((item) => [key(item), item]));
  const now = new Map(after.map((item) => [key(item), item]));
  return [...new Set([...now.keys(), ...old.keys()])].map((name) => [name, old.get(name), now.get(name)]);
}

function members(
  common: Pick<Change, 'section' | 'name' | 'label'>,
  before: object,
  after: object,
  leave: string[] = [],
): Change[] {
  const a = before as Record<string, unknown>;
  const b = after as Record<string, unknown>;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((what) => !leave.includes(what) && !same(a[what], b[what]))
    .map((what) => ({ ...common, kind: 'changed' as const, what, before: a[what], after: b[what] }));
}

interface Named {
  name: string;
  label: Text;
}
function named<T extends Named>(section: Section, before: T[], after: T[]): Change[] {
  return pairs(before, after, (item) => item.name).flatMap(([name, old, now]): Change[] => {
    if (old && now) return members({ section, name, label: now.label }, old, now);
    const label = (now ?? old)?.label;
    return [{ section, name, label, kind: kindOf(old, now), before: old, after: now }];
  });
}

interface Cell {
  from: string;
  at?: unknown[];
  value: unknown;
}
/** Every single value of a parameter with its day and place. */
function cells(parameter: Parameter): Cell[] {
  const shape = shapeOf(parameter);
  if (shape === 'values') return parameter.values.map(({ from, value }) => ({ from, value }));
  if (shape === 'tables')
    return (parameter.tables ?? []).flatMap(({ from, rows }) =>
      rows.map((row) => ({ from, at: row.at, value: row.value })),
    );
  return (parameter.brackets ?? []).flatMap(({ from, rows }) =>
    rows.map((row) => ({ from, at: [row.from, row.to ?? null], value: row.value })),
  );
}

const SHAPES = ['values', 'tables', 'brackets'];

function parameterChanges(name: string, old: Parameter, now: Parameter): Change[] {
  const common = { section: 'parameters' as const, name, label: now.label, unit: now.unit };
  const earlier = cells(old);
  // A value of a new day is told against the one that held before it.
  const heldBefore = (cell: Cell) =>
    earlier
      .filter((one) => one.from < cell.from && same(one.at, cell.at))
      .sort((a, b) => b.from.localeCompare(a.from))[0];
  const values = pairs(earlier, cells(now), (cell) => sorted([cell.from, cell.at])).flatMap(
    ([, before, after]): Change[] => {
      if (before && after && same(before.value, after.value)) return [];
      const cell = (after ?? before) as Cell;
      const kind = kindOf(before, after);
      const was = before ?? (after && heldBefore(after));
      if (kind === 'added' && was && same(was.value, after?.value)) return [];
      const spot = { from: cell.from, at: cell.at, what: 'value' };
      return [{ ...common, ...spot, kind, before: was?.value, after: after?.value }];
    },
  );
  return [...members({ section: 'parameters', name, label: now.label }, old, now, SHAPES), ...values];
}

/** Everything in which two documents differ, in the order a reader goes through them. */
export function difference(before: PolicyDocument, after: PolicyDocument): Change[] {
  const LISTS = ['inputs', 'parameters', 'rules', 'result', 'examples'];
  const head = members({ section: 'head', name: '' }, before, after, LISTS);
  const parameters = pairs(before.parameters ?? [], after.parameters ?? [], (one) => one.name).flatMap(
    ([name, old, now]): Change[] =>
      old && now
        ? parameterChanges(name, old, now)
        : [{ section: 'parameters', name, label: (now ?? old)?.label, kind: kindOf(old, now) }],
  );
  const examples = pairs(before.examples, after.examples, (one) => one.title).flatMap(
    ([name, old, now]): Change[] =>
      old && now
        ? members({ section: 'examples', name }, old, now)
        : [{ section: 'examples', name, kind: kindOf(old, now) }],
  );
  const order = before.rules
    .map((rule) => rule.name)
    .filter((name) => after.rules.some((rule) => rule.name === name));
  const reordered = after.rules.map((rule) => rule.name).filter((name) => order.includes(name));
  const orders: Change[] = same(order, reordered)
    ? []
    : [{ section: 'rules', name: '', kind: 'changed', what: 'order', before: order, after: reordered }];
  return [
    ...head,
    ...parameters,
    ...named('inputs', before.inputs, after.inputs),
    ...named('rules', before.rules, after.rules),
    ...orders,
    ...members({ section: 'result', name: '' }, before.result, after.result),
    ...examples,
  ];
}
