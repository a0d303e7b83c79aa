import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { cursorQuery } from '../../api/cursor';
import { ownDivision } from '../../api/tokens';
import type { Schemas } from '../../api/types';

export type PolicySummary = Schemas['PolicySummary'];
export type PolicyDetail = Schemas['PolicyDetail'];
export type PolicyDocument = Schemas['PolicyDocument'];

export const policiesQuery = () =>
  cursorQuery(['policies'], (_cursor, signal) => api.get('/policies', { signal }));

export const policyQuery = (code: string, on: string | undefined) =>
  queryOptions({
    queryKey: ['policy', code, on],
    queryFn: ({ signal }) =>
      api.get('/policies/{code}', { path: { code }, query: { on, division: ownDivision() }, signal }),
    placeholderData: keepPreviousData,
  });

export const evaluate = (code: string, facts: Record<string, unknown>, on: string) =>
  api.post('/policies/{code}/evaluations', { path: { code }, body: { facts, on, division: ownDivision() } });
