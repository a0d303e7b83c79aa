import { queryOptions } from '@tanstack/react-query';
import { api } from '../client';
import type { Schemas } from '../types';

export type Bill = Schemas['Bill'];
export type CaseBills = Schemas['CaseBills'];
export type NewBill = Schemas['NewBill'];
export type YearSoFar = Schemas['YearSoFar'];

export const billsQuery = (id: string) =>
  queryOptions({
    queryKey: ['case-bills', id],
    queryFn: ({ signal }) => api.get('/cases/{id}/bills', { path: { id }, signal }),
  });

export const recordBill = (id: string, body: NewBill, key: string) =>
  api.post('/cases/{id}/bills', { path: { id }, body, key });

export const removeBill = (id: string, bill_id: string) =>
  api.delete('/cases/{id}/bills/{bill_id}', { path: { id, bill_id } });
