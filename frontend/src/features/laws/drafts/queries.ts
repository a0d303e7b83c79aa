import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../api/client';
import { cursorQuery } from '../../../api/cursor';
import { isProblem } from '../../../api/problem';
import type { Schemas } from '../../../api/types';
import type { Law } from '../queries';

export type Draft = Schemas['LawDraft'];
export type DraftRow = Schemas['LawDraftRow'];
export type DraftState = Schemas['LawDraftState'];
type Raw = Record<string, unknown>;

export const draftsQuery = (state: DraftState | undefined) =>
  cursorQuery(['law-drafts', state], (cursor, signal) =>
    api.get('/law-drafts', { query: { state, cursor, limit: 50 }, signal }),
  );

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['law-draft', id],
    queryFn: ({ signal }) => api.get('/law-drafts/{id}', { path: { id }, signal }),
    // What is being edited is not replaced under the hands of whoever edits it.
    refetchOnWindowFocus: false,
  });

export const createDraft = (document: Law, key: string) =>
  api.post('/law-drafts', { body: { document: document as unknown as Raw }, key });

/** The entry as it stands on the screen, judged, with what it touches; nothing is kept. */
export const checkQuery = (document: Law) =>
  queryOptions({
    queryKey: ['law-check', document],
    queryFn: ({ signal }) =>
      api.post('/law-checks', { body: { document: document as unknown as Raw }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
  });

export type DraftAct =
  | { act: 'save'; document: Law }
  | { act: 'submit' }
  | { act: 'activate' }
  | { act: 'withdraw' }
  | { act: 'return'; reason: string };

function perform(draft: Draft, act: DraftAct, key: string): Promise<Draft> {
  const common = { path: { id: draft.id }, version: draft.version };
  switch (act.act) {
    case 'save':
      return api.patch('/law-drafts/{id}', { ...common, body: { document: act.document as unknown as Raw } });
    case 'submit':
      return api.post('/law-drafts/{id}/submissions', { ...common, key, body: {} });
    case 'activate':
      return api.post('/law-drafts/{id}/activations', { ...common, key, body: {} });
    case 'withdraw':
      return api.post('/law-drafts/{id}/withdrawals', { ...common, key, body: {} });
    case 'return':
      return api.post('/law-drafts/{id}/returns', { ...common, key, body: { reason: act.reason } });
  }
}

export function useDraftAct(draft: Draft) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ act, key }: { act: DraftAct; key: string }) => perform(draft, act, key),
    onError: (problem, { act }) => {
      // An editor keeps what is under its hands and reads again when it is told to.
      const stale = isProblem(problem) && problem.status === 412;
      if (act.act !== 'save' && stale && !draft.allowed_actions.includes('edit'))
        void queries.invalidateQueries({ queryKey: draftQuery(draft.id).queryKey });
    },
    onSuccess: async (changed, { act }) => {
      queries.setQueryData(draftQuery(draft.id).queryKey, changed);
      await queries.invalidateQueries({ queryKey: ['law-drafts'] });
      if (act.act === 'activate') {
        await queries.invalidateQueries({ queryKey: ['laws'] });
        await queries.invalidateQueries({ queryKey: ['law'] });
      }
    },
  });
}
