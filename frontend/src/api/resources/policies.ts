import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { api } from '../client';

/** The titles of all policies by their codes, the newest version's. */
export function usePolicyNames(): (code: string) => string | undefined {
  const text = useText();
  const { data } = useQuery({
    queryKey: ['policy-names'],
    queryFn: async ({ signal }) =>
      new Map((await api.get('/policies', { signal })).items.map(({ code, title }) => [code, title])),
    staleTime: 300_000,
  });
  return useMemo(() => (code: string) => text(data?.get(code)) || undefined, [data, text]);
}
