type Values = Record<string, unknown>;

const said = (value: unknown): string => JSON.stringify(value === '' || value === undefined ? null : value);
const same = (one: unknown, other: unknown): boolean => said(one) === said(other);

export interface Rebased<T extends Values> {
  /** What was typed, with what others changed where nothing was typed. */
  merged: T;
  /** Taken over from the others. */
  taken: (keyof T & string)[];
  /** Changed by both, to different ends: what was typed stands. */
  contested: (keyof T & string)[];
}

/** Lays what somebody typed from `base` on what others saved meanwhile: nothing typed is lost, nothing saved undone unseen. */
export function rebase<T extends Values>(base: T, mine: T, theirs: T): Rebased<T> {
  const merged = { ...mine };
  const taken: Rebased<T>['taken'] = [];
  const contested: Rebased<T>['contested'] = [];
  for (const name of Object.keys(theirs) as (keyof T & string)[]) {
    if (same(base[name], theirs[name]) || same(mine[name], theirs[name])) continue;
    if (same(base[name], mine[name])) {
      merged[name] = theirs[name];
      taken.push(name);
    } else contested.push(name);
  }
  return { merged, taken, contested };
}

export const unchanged = (one: unknown, other: unknown): boolean => same(one, other);
