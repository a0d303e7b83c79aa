import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { cursorQuery } from '../../api/cursor';
import type { Schemas } from '../../api/types';

export type AuditEntry = Schemas['AuditEntry'];
export type AuditOptions = Schemas['AuditOptions'];

/** The filters that stand in the address: codes, ids and numbers, never a name. */
const FIELDS = [
  'actor',
  'subject_type',
  'subject_id',
  'case_no',
  'action',
  'division',
  'from',
  'to',
] as const;
export type AuditFilter = Partial<Record<(typeof FIELDS)[number], string>>;

export const filterOf = (get: (name: string) => string | undefined | null): AuditFilter =>
  Object.fromEntries(FIELDS.flatMap((name) => (get(name) ? [[name, get(name)]] : [])));

export const auditPage = (
  filter: AuditFilter,
  cursor: string | undefined,
  limit: number,
  signal: AbortSignal,
) => api.get('/audit-entries', { query: { ...filter, cursor, limit }, signal });

export const auditQuery = (filter: AuditFilter) =>
  cursorQuery(['audit', filter], (cursor, signal) => auditPage(filter, cursor, 50, signal));

/** What can be asked for, in words. */
export const optionsQuery = () =>
  queryOptions({
    queryKey: ['audit-options'],
    queryFn: ({ signal }) => api.get('/audit-options', { signal }),
    staleTime: 300_000,
  });
