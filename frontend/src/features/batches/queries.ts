import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { cursorQuery } from '../../api/cursor';
import type { Schemas } from '../../api/types';
import { type BatchRow, type Drafts, decisionItems, examinationItems, inPieces, type Mode } from './drafts';

export type Batch = Schemas['Batch'];
export type BatchDetail = Schemas['BatchDetail'];
export type BatchState = Batch['state'];
export type RowResult = Schemas['RowResult'];

export interface BatchFilter {
  month?: string;
  until_month?: string;
  state?: BatchState;
  township?: string;
}

export const batchesQuery = (filter: BatchFilter) =>
  cursorQuery(['batches', filter], (cursor, signal) =>
    api.get('/approval-batches', { query: { ...filter, cursor, limit: 50 }, signal }),
  );

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ['batch', id],
    queryFn: ({ signal }) => api.get('/approval-batches/{id}', { path: { id }, signal }),
  });

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id],
    queryFn: ({ signal }) => api.get('/cases/{id}', { path: { id }, signal }),
  });

export const submitBatch = (batch: Batch, key: string) =>
  api.post('/approval-batches/{id}/submissions', {
    path: { id: batch.id },
    version: batch.version,
    key,
    body: {},
  });

/**
 * Sends the drafted answers, at most 500 rows at a time, and gathers the result of every row. The key belongs to
 * this set of answers: sent again after a broken line, nothing is decided twice.
 */
export async function sendAnswers(id: string, rows: BatchRow[], drafts: Drafts, mode: Mode, key: string) {
  const results: RowResult[] = [];
  if (mode === 'examine') {
    for (const [index, items] of inPieces(examinationItems(rows, drafts)).entries()) {
      const options = { path: { id }, key: `${key}-${index}`, body: { items } };
      results.push(...(await api.post('/approval-batches/{id}/examinations', options)).items);
    }
  } else if (mode === 'decide') {
    for (const [index, items] of inPieces(decisionItems(rows, drafts)).entries()) {
      const options = { path: { id }, key: `${key}-${index}`, body: { items } };
      results.push(...(await api.post('/approval-batches/{id}/decisions', options)).items);
    }
  }
  return results;
}
