import { queryOptions } from '@tanstack/react-query';
import { api } from '../client';

export const householdQuery = (id: string) =>
  queryOptions({
    queryKey: ['household', id],
    queryFn: ({ signal }) => api.get('/households/{id}', { path: { id }, signal }),
  });
