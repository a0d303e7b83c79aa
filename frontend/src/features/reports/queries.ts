import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { cursorQuery } from '../../api/cursor';
import type { Figure } from './figures';

export const reportQuery = (month: string, division: string | undefined) =>
  queryOptions({
    queryKey: ['report', month, division],
    queryFn: ({ signal }) => api.get('/reports/monthly', { query: { month, division }, signal }),
    placeholderData: keepPreviousData,
  });

export interface RowsFilter {
  month: string;
  division?: string;
  figure: Figure;
  category?: string;
}

export const reportRowsQuery = (filter: RowsFilter) =>
  cursorQuery(['report-rows', filter], (cursor, signal) =>
    api.get('/reports/monthly/rows', { query: { ...filter, cursor, limit: 100 }, signal }),
  );
