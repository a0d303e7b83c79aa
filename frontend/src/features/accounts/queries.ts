import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { cursorQuery } from '../../api/cursor';
import type { Schemas, User } from '../../api/types';

export type Role = Schemas['Role'];
export type NewAccount = Schemas['NewAccount'];
export type AccountPatch = Schemas['AccountPatch'];

export const ROLES: Role[] = [
  'agent',
  'clerk',
  'officer',
  'township',
  'examiner',
  'approver',
  'discloser',
  'secrecy',
  'auditor',
  'admin',
];

/** Where a role works: the village, the township or the county. */
export function levelOf(role: Role): 3 | 4 | 5 {
  if (role === 'agent') return 5;
  return role === 'clerk' || role === 'officer' || role === 'township' ? 4 : 3;
}

export const accountsQuery = () =>
  cursorQuery(['accounts'], (cursor, signal) =>
    api.get('/accounts', { query: { cursor, limit: 50 }, signal }),
  );

export function useAccountWrite<T>(write: (input: T) => Promise<User>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSettled: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  });
}

export const createAccount = ({ body, key }: { body: NewAccount; key: string }) =>
  api.post('/accounts', { body, key });

export const updateAccount = ({ account, body }: { account: User; body: AccountPatch }) =>
  api.patch('/accounts/{id}', { path: { id: account.id }, version: account.version, body });

export const resetPassword = ({ account, password, key }: { account: User; password: string; key: string }) =>
  api.post('/accounts/{id}/password-resets', { path: { id: account.id }, key, body: { password } });
