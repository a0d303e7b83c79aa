import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../client';
import { ownDivision } from '../tokens';
import type { Division, DivisionRef } from '../types';

const HOUR = 3600_000;

export const divisionQuery = (code: string) =>
  queryOptions({
    queryKey: ['division', code],
    queryFn: ({ signal }) => api.get('/divisions/{code}', { path: { code }, signal }),
    staleTime: HOUR,
  });

/** All children of a division; a township has at most some dozens of villages, a county of towns. */
export async function loadDivisions(parent: string | null): Promise<Division[]> {
  const found: Division[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.get('/divisions', { query: { parent: parent ?? undefined, limit: 200, cursor } });
    found.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return found;
}

export const divisionsQuery = (parent: string | null) =>
  queryOptions({ queryKey: ['divisions', parent], queryFn: () => loadDivisions(parent), staleTime: HOUR });

export const serviceItemsQuery = () =>
  queryOptions({
    queryKey: ['service-items'],
    queryFn: ({ signal }) => api.get('/service-items', { query: { division: ownDivision() }, signal }),
    staleTime: HOUR,
  });

export const serviceItemQuery = (code: string) =>
  queryOptions({
    queryKey: ['service-item', code],
    queryFn: ({ signal }) =>
      api.get('/service-items/{code}', { path: { code }, query: { division: ownDivision() }, signal }),
    staleTime: HOUR,
  });

export const officersQuery = () =>
  queryOptions({
    queryKey: ['officers'],
    queryFn: ({ signal }) => api.get('/officers', { signal }),
    staleTime: 5 * 60_000,
  });

/** The villages a user registers people in: those of the township, or the agent's own. */
export function useVillages(user: { division: DivisionRef }): { code: string; name: string }[] {
  const { division } = user;
  const children = useQuery({ ...divisionsQuery(division.code), enabled: division.level === 4 });
  if (division.level === 5) return [division];
  return children.data ?? [];
}
