import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { HistoryEntry } from '../../api/types';
import { useText } from '../../i18n';
import { beijingTime } from '../../lib/dates';
import { DataTable } from '../../ui/data-table';
import { ProblemAlert } from '../../ui/problem-alert';

const shown = (value: unknown): string =>
  value === null || value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value);

/** The audit trail of the case: also what was only looked at or corrected. */
export function History({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const text = useText();
  const history = useInfiniteQuery({
    queryKey: ['case-history', caseId],
    queryFn: ({ pageParam, signal }) =>
      api.get('/cases/{id}/history', {
        path: { id: caseId },
        query: { cursor: pageParam, limit: 50 },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  return (
    <>
      <ProblemAlert error={history.error} onRetry={() => void history.refetch()} />
      <DataTable<HistoryEntry>
        label={t('cases.tab_history')}
        rowKey="id"
        loading={history.isPending}
        dataSource={history.data?.pages.flatMap((page) => page.items) ?? []}
        hasMore={history.hasNextPage}
        onMore={() => void history.fetchNextPage()}
        loadingMore={history.isFetchingNextPage}
        columns={[
          {
            title: t('cases.history_at'),
            key: 'at',
            className: 'nowrap',
            render: (_value, row) => beijingTime(row.at),
          },
          {
            title: t('cases.history_actor'),
            key: 'actor',
            render: (_value, row) =>
              row.actor
                ? `${row.actor.name} · ${t(`app.role.${row.actor.role}`)}`
                : t('cases.history_system'),
          },
          {
            title: t('cases.history_summary'),
            key: 'summary',
            render: (_value, row) => text(row.summary),
          },
          {
            title: t('cases.history_changes'),
            key: 'changes',
            render: (_value, row) => (
              <ul className="plain-list">
                {row.changes.map((change) => (
                  <li key={change.field}>
                    {change.field}: {shown(change.before)} → {shown(change.after)}
                  </li>
                ))}
              </ul>
            ),
          },
          { title: t('ui.trace'), key: 'request', render: (_value, row) => <code>{row.request_id}</code> },
        ]}
      />
    </>
  );
}
