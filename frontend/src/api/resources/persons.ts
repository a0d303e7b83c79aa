import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../client';
import type { CitizenIdCheck, PersonRow } from '../types';

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id],
    queryFn: ({ signal }) => api.get('/persons/{id}', { path: { id }, signal }),
  });

export const personSearchQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['persons', q],
    queryFn: ({ pageParam, signal }) =>
      api.post('/persons/search', { body: { q, limit: 20, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled: q.length >= 2,
    // A new page of a search has no business in a cache that outlives the view.
    gcTime: 0,
  });

export const checkCitizenId = (citizen_id: string): Promise<CitizenIdCheck> =>
  api.post('/citizen-id-checks', { body: { citizen_id } });

export async function findByCitizenId(citizen_id: string): Promise<PersonRow | null> {
  const page = await api.post('/persons/search', { body: { citizen_id, limit: 1 } });
  return page.items[0] ?? null;
}

export async function searchPersons(q: string): Promise<PersonRow[]> {
  return (await api.post('/persons/search', { body: { q, limit: 10 } })).items;
}
