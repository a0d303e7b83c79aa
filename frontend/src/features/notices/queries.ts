import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { cursorQuery } from '../../api/cursor';
import type { Schemas } from '../../api/types';

export type Notice = Schemas['Notice'];
export type NoticeLine = Schemas['NoticeLine'];
export type NoticeState = Notice['state'];

export interface NoticeFilter {
  state?: NoticeState;
  quarter?: string;
  division?: string;
  withheld?: boolean;
  with_entries?: boolean;
}

export const noticesQuery = (filter: NoticeFilter) =>
  cursorQuery(['notices', filter], (cursor, signal) =>
    api.get('/notices', { query: { ...filter, cursor, limit: 50 }, signal }),
  );

export const noticeQuery = (id: string) =>
  queryOptions({
    queryKey: ['notice', id],
    queryFn: ({ signal }) => api.get('/notices/{id}', { path: { id }, signal }),
  });

export const previewQuery = (id: string) =>
  queryOptions({
    queryKey: ['notice', id, 'preview'],
    queryFn: ({ signal }) => api.get('/notices/{id}/preview', { path: { id }, signal }),
    // What is signed must be what is looked at: never from an older visit.
    gcTime: 0,
    staleTime: 0,
  });

export const linesQuery = (id: string) =>
  queryOptions({
    queryKey: ['notice', id, 'entries'],
    queryFn: ({ signal }) => api.get('/notices/{id}/entries', { path: { id }, signal }),
  });

export const draftNotices = (body: Schemas['NewNotices'], key: string) => api.post('/notices', { body, key });

export type NoticeAct =
  | { act: 'submit'; end_on: string }
  | { act: 'sign' }
  | { act: 'return'; reason: string }
  | { act: 'withdraw'; reason: string }
  | { act: 'withhold'; entry_id: string; reason: string }
  | { act: 'restore'; entry_id: string };

/** The acts carry the fingerprint of the content that was on the screen; the server refuses any other. */
function perform(notice: Notice, act: NoticeAct, key: string) {
  const common = { path: { id: notice.id }, version: notice.version, key };
  const { content_sha256 } = notice;
  switch (act.act) {
    case 'submit':
      return api.post('/notices/{id}/submissions', {
        ...common,
        body: { end_on: act.end_on, content_sha256 },
      });
    case 'sign':
      return api.post('/notices/{id}/signatures', { ...common, body: { outcome: 'sign', content_sha256 } });
    case 'return':
      return api.post('/notices/{id}/signatures', {
        ...common,
        body: { outcome: 'return', content_sha256, reason: act.reason },
      });
    case 'withdraw':
      return api.post('/notices/{id}/withdrawals', { ...common, body: { reason: act.reason } });
    case 'withhold':
      return api.post('/notices/{id}/withholdings', {
        ...common,
        body: { entry_id: act.entry_id, reason: act.reason },
      });
    case 'restore':
      return api.post('/notices/{id}/restorations', { ...common, body: { entry_id: act.entry_id } });
  }
}

export type NoticeResult = Schemas['NoticeResult'];

const previewed = (notices: Notice[]) =>
  notices.map(({ id, version, content_sha256 }) => ({ id, version, content_sha256 }));

export const submitNotices = (notices: Notice[], end_on: string, key: string): Promise<NoticeResult[]> =>
  api
    .post('/notice-submissions', { body: { items: previewed(notices), end_on }, key })
    .then((answer) => answer.items);

export const signNotices = (notices: Notice[], key: string): Promise<NoticeResult[]> =>
  api
    .post('/notice-signatures', { body: { items: previewed(notices), outcome: 'sign' }, key })
    .then((answer) => answer.items);

export function useNoticeAct(notice: Notice) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ act, key }: { act: NoticeAct; key: string }) => perform(notice, act, key),
    onSuccess: (changed) => queries.setQueryData(noticeQuery(notice.id).queryKey, changed),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['notices'] }),
        queries.invalidateQueries({ queryKey: ['notice', notice.id] }),
        queries.invalidateQueries({ queryKey: ['workbench'] }),
      ]),
  });
}
