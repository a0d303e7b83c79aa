export interface DatedValue {
  from: string;
  value?: unknown;
  basis: string;
}

/** The values of a parameter in order, each with the day before the next begins, and which one holds on a day. */
export function timeline<T extends DatedValue>(values: T[], on: string) {
  const ordered = [...values].sort((a, b) => a.from.localeCompare(b.from));
  return ordered.map((value, index) => {
    const next = ordered[index + 1]?.from ?? null;
    return { ...value, next, holds: value.from <= on && (next === null || on < next) };
  });
}

/** Twelve zeros are the whole country. */
export const placeOf = (code: string, national: string): string => (/^0+$/.test(code) ? national : code);
