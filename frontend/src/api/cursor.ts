import { type InfiniteData, infiniteQueryOptions, type QueryKey } from '@tanstack/react-query';

interface CursorPage<T> {
  items: T[];
  next_cursor?: string | null;
}

/** A list that grows by the cursor of the page before. */
export function cursorQuery<P extends CursorPage<unknown>>(
  queryKey: QueryKey,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<P>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: P) => page.next_cursor ?? undefined,
  });
}

export function rowsOf<T>(data: InfiniteData<CursorPage<T>, unknown> | undefined): T[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}
