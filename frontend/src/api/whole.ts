import { type QueryKey, useQuery } from '@tanstack/react-query';

/** More rows than this are a file's business, not a printer's. */
export const MOST_PRINTED = 3000;

interface CursorPage<T> {
  items: T[];
  next_cursor?: string | null;
}

export interface Whole<T, P> {
  rows: T[];
  first: P;
  /** There are more than can be printed: nothing is shown, as a part would pass for the whole. */
  tooMany: boolean;
}

/** All rows of a list, page after page, as they stand now: what is printed is whole. */
export function useWhole<T, P extends CursorPage<T>>(
  queryKey: QueryKey,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<P>,
) {
  return useQuery({
    queryKey: ['whole', ...queryKey],
    queryFn: async ({ signal }): Promise<Whole<T, P>> => {
      const first = await load(undefined, signal);
      const rows = [...first.items];
      let next = first.next_cursor;
      while (next && rows.length <= MOST_PRINTED) {
        const page: P = await load(next, signal);
        rows.push(...page.items);
        next = page.next_cursor;
      }
      const tooMany = rows.length > MOST_PRINTED;
      return { rows: tooMany ? [] : rows, first, tooMany };
    },
    gcTime: 0,
    staleTime: 0,
  });
}
