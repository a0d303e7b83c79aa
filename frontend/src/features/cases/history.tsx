import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { serviceItemQuery } from '../../api/resources/reference';
import type { Case, HistoryEntry } from '../../api/types';
import { useText } from '../../i18n';
import { beijingTime } from '../../lib/dates';
import { ActRecord } from '../../ui/act-record';
import { DataTable } from '../../ui/data-table';
import { ProblemAlert } from '../../ui/problem-alert';
import { useActNames } from './case-timeline';
import { changeLines, type Words } from './history-text';

/** The sum stands in the act's own record. */
const withoutAct = ({ act, changes }: HistoryEntry) =>
  act ? changes.filter(({ field }) => field !== 'amount_fen') : changes;

/** The audit trail of the case: also what was only looked at or corrected. */
export function History({ case: found }: { case: Case }) {
  const { t } = useTranslation();
  const text = useText();
  const names = useActNames(found);
  const caseId = found.id;
  const item = useQuery(serviceItemQuery(found.item_code));
  const words: Words = {
    text,
    yes: t('ui.yes'),
    no: t('ui.no'),
    comma: t('ui.list_comma'),
    stages: item.data?.stages ?? [],
    inputs: item.data?.inputs ?? [],
    materials: found.materials,
    labelOf: (field) => t(`cases.change.${field}`, { defaultValue: field }),
  };
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
              <>
                {row.act && <ActRecord act={row.act} names={names} />}
                <ul className="plain-list">
                  {changeLines(withoutAct(row), words).map((line) => (
                    <li key={line.label}>
                      {t('cases.fault_of', { label: line.label })}
                      {line.before === '—' ? line.after : `${line.before} → ${line.after}`}
                    </li>
                  ))}
                </ul>
              </>
            ),
          },
          {
            title: t('cases.history_request'),
            key: 'request',
            render: (_value, row) => <code className="trace">{row.request_id}</code>,
          },
        ]}
      />
    </>
  );
}
