import { queryOptions } from '@tanstack/react-query';
import { api } from '../client';

export const householdQuery = (id: string) =>
  queryOptions({
    queryKey: ['household', id],
    queryFn: ({ signal }) => api.get('/households/{id}', { path: { id }, signal }),
  });

/** Each version has a history of its own: what was saved is in it. */
export const householdHistoryQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['household', id, 'history', version],
    queryFn: ({ signal }) => api.get('/households/{id}/history', { path: { id }, signal }),
  });
