import { useQuery } from '@tanstack/react-query';
import { api } from '../client';
import type { Text } from '../types';

/** The titles of all policies by their codes, the newest version's. */
export function usePolicyTitles(): Map<string, Text> | undefined {
  const { data } = useQuery({
    queryKey: ['policy-titles'],
    queryFn: async ({ signal }) =>
      new Map((await api.get('/policies', { signal })).items.map(({ code, title }) => [code, title])),
    staleTime: 300_000,
  });
  return data;
}
