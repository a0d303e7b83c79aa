import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { CaseRow } from '../../api/types';

const FILTERS = [
  'stage',
  'item',
  'returned',
  'undelivered',
  'unexplained',
  'closed',
  'due',
  'township',
  'division',
  'month',
  'mine',
  'sort',
] as const;
export type CaseFilter = (typeof FILTERS)[number];

/** The filters that stand in the address; unknown words in it are left alone. */
export function filtersOf(search: URLSearchParams): Partial<Record<CaseFilter, string>> {
  const found: Partial<Record<CaseFilter, string>> = {};
  for (const name of FILTERS) {
    const value = search.get(name);
    if (value) found[name] = value;
  }
  return found;
}

export function withFilter(search: URLSearchParams, name: CaseFilter, value: string | undefined | null) {
  const next = new URLSearchParams(search);
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}

/** Words searched for come with the navigation and outrank the filters; the server searches the whole scope. */
export const caseListQuery = (filters: Partial<Record<CaseFilter, string>>, q: string) =>
  infiniteQueryOptions({
    queryKey: ['cases', q, filters],
    queryFn: ({ pageParam, signal }) => caseListPage(filters, q, pageParam, 50, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** One page of the list. */
export async function caseListPage(
  filters: Partial<Record<CaseFilter, string>>,
  q: string,
  cursor: string | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<{ items: CaseRow[]; next_cursor?: string | null }> {
  if (q) return api.post('/cases/search', { body: { q, limit, cursor }, signal });
  const { closed, mine, returned, undelivered, unexplained, ...rest } = filters;
  const query = {
    ...rest,
    closed: closed === undefined ? undefined : closed === 'true',
    mine: mine === 'true' ? true : undefined,
    returned: returned === 'true' ? true : undefined,
    undelivered: undelivered === 'true' ? true : undefined,
    unexplained: unexplained === 'true' ? true : undefined,
    limit,
    cursor,
  };
  return api.get('/cases', { query: query as never, signal });
}
