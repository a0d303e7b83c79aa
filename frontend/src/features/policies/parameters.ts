import type { Schemas } from '../../api/types';

export type Parameter = Schemas['PolicyParameter'];
export type ParameterTable = Schemas['ParameterTable'];
export type ParameterBrackets = Schemas['ParameterBrackets'];

interface Dated {
  from: string;
}

/** The values of a parameter in order, each with the day before the next begins, and which one holds on a day. */
export function timeline<T extends Dated>(values: T[], on: string) {
  const ordered = [...values].sort((a, b) => a.from.localeCompare(b.from));
  return ordered.map((value, index) => {
    const next = ordered[index + 1]?.from ?? null;
    return { ...value, next, holds: value.from <= on && (next === null || on < next) };
  });
}

/** Which of its three shapes a parameter has; a new one without anything is a single value. */
export function shapeOf(parameter: Parameter): 'values' | 'tables' | 'brackets' {
  if ((parameter.tables?.length ?? 0) > 0 || (parameter.keys?.length ?? 0) > 0) return 'tables';
  if ((parameter.brackets?.length ?? 0) > 0 || parameter.over) return 'brackets';
  return 'values';
}

/** Rows of a table by its first keys, columns by its last; a table of one key has a single column. */
export function grid(keys: NonNullable<Parameter['keys']>, table: ParameterTable) {
  const wide = keys.length > 1;
  const columns = wide ? (keys[keys.length - 1]?.values ?? []) : [null];
  const heads = new Map<string, unknown[]>();
  for (const row of table.rows) {
    const head = wide ? row.at.slice(0, -1) : row.at;
    heads.set(JSON.stringify(head), head);
  }
  const cell = (head: unknown[], column: unknown) => {
    const at = JSON.stringify(wide ? [...head, column] : head);
    return table.rows.find((row) => JSON.stringify(row.at) === at);
  };
  return {
    columns,
    rows: [...heads.values()].map((head) => ({ head, cells: columns.map((column) => cell(head, column)) })),
  };
}
