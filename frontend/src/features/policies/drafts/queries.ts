import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../api/client';
import { cursorQuery } from '../../../api/cursor';
import { isProblem } from '../../../api/problem';
import type { Schemas } from '../../../api/types';
import type { PolicyDocument } from '../queries';

export type Draft = Schemas['PolicyDraft'];
export type DraftRow = Schemas['PolicyDraftRow'];
export type DraftState = Schemas['PolicyDraftState'];
export type Check = Schemas['PolicyCheck'];
type Raw = Record<string, unknown>;

export const draftsQuery = (state: DraftState | undefined) =>
  cursorQuery(['policy-drafts', state], (cursor, signal) =>
    api.get('/policy-drafts', { query: { state, cursor, limit: 50 }, signal }),
  );

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['policy-draft', id],
    queryFn: ({ signal }) => api.get('/policy-drafts/{id}', { path: { id }, signal }),
    // What is being edited is not replaced under the hands of whoever edits it.
    refetchOnWindowFocus: false,
  });

export const createDraft = (document: PolicyDocument, key: string) =>
  api.post('/policy-drafts', { body: { document: document as unknown as Raw }, key });

/** The document as it stands on the screen, judged; nothing is kept. */
export const checkQuery = (document: PolicyDocument) =>
  queryOptions({
    queryKey: ['policy-check', document],
    queryFn: ({ signal }) =>
      api.post('/policy-checks', { body: { document: document as unknown as Raw }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
  });

export const tryDraft = (document: PolicyDocument, facts: Raw, on: string) =>
  api.post('/policy-checks', { body: { document: document as unknown as Raw, facts, on } });

/** Laws of the register by a few words of their name, number or articles. */
export const lawsQuery = (q: string) =>
  queryOptions({
    queryKey: ['laws', 'search', q],
    queryFn: ({ signal }) => api.get('/laws', { query: { q: q || undefined, limit: 20 }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const lawQuery = (code: string) =>
  queryOptions({
    queryKey: ['law', code],
    queryFn: ({ signal }) => api.get('/laws/{code}', { path: { code }, signal }),
    retry: false,
    staleTime: 60_000,
  });

export type DraftAct =
  | { act: 'save'; document: PolicyDocument }
  | { act: 'submit' }
  | { act: 'activate' }
  | { act: 'withdraw' }
  | { act: 'return'; reason: string };

function perform(draft: Draft, act: DraftAct, key: string): Promise<Draft> {
  const common = { path: { id: draft.id }, version: draft.version };
  switch (act.act) {
    case 'save':
      return api.patch('/policy-drafts/{id}', {
        ...common,
        body: { document: act.document as unknown as Raw },
      });
    case 'submit':
      return api.post('/policy-drafts/{id}/submissions', { ...common, key, body: {} });
    case 'activate':
      return api.post('/policy-drafts/{id}/activations', { ...common, key, body: {} });
    case 'withdraw':
      return api.post('/policy-drafts/{id}/withdrawals', { ...common, key, body: {} });
    case 'return':
      return api.post('/policy-drafts/{id}/returns', { ...common, key, body: { reason: act.reason } });
  }
}

export function useDraftAct(draft: Draft) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ act, key }: { act: DraftAct; key: string }) => perform(draft, act, key),
    onError: (problem, { act }) => {
      // An editor keeps what is under its hands and reads again when it is told to.
      if (
        act.act !== 'save' &&
        isProblem(problem) &&
        problem.status === 412 &&
        !draft.allowed_actions.includes('edit')
      )
        void queries.invalidateQueries({ queryKey: draftQuery(draft.id).queryKey });
    },
    onSuccess: async (changed, { act }) => {
      queries.setQueryData(draftQuery(draft.id).queryKey, changed);
      await queries.invalidateQueries({ queryKey: ['policy-drafts'] });
      if (act.act === 'activate') {
        await queries.invalidateQueries({ queryKey: ['policies'] });
        await queries.invalidateQueries({ queryKey: ['policy', draft.code] });
      }
    },
  });
}
