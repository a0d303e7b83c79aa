import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { rowsOf } from '../../api/cursor';
import { saveExport, withQuery } from '../../api/save';
import { useUser } from '../../api/session';
import { useText } from '../../i18n';
import { beijingTime } from '../../lib/dates';
import { DataTable } from '../../ui/data-table';
import { useFilters } from '../../ui/filter';
import { Page } from '../../ui/page';
import { ProblemAlert } from '../../ui/problem-alert';
import { PersonalData } from '../../ui/watermark';
import { Changes } from './changes';
import { Filters } from './filters';
import { type AuditEntry, auditQuery, filterOf } from './queries';
import './audit.css';

/** Lines of a change that stand in the table; the rest opens with the row. */
const MOST_LINES = 4;

export function Component() {
  const { t } = useTranslation();
  const text = useText();
  const user = useUser();
  const filters = useFilters();
  const { search } = useLocation();
  const filter = filterOf(filters.get);
  const list = useInfiniteQuery(auditQuery(filter));
  const csv = useMutation({
    mutationFn: () => saveExport(withQuery('/audit-entries', { ...filter, format: 'csv' }), 'audit.csv'),
  });
  return (
    <Page
      title={t('audit.title')}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        <>
          <Link to={{ pathname: '/audit/print', search }}>
            <Button>{t('ui.print')}</Button>
          </Link>
          <Button onClick={() => csv.mutate()} loading={csv.isPending}>
            {t('audit.csv')}
          </Button>
        </>
      }
    >
      <ProblemAlert error={csv.error} />
      <Filters filter={filter} filters={filters} />
      {/* What could not be asked found nothing out: no table that says so. */}
      {!list.error && (
        <PersonalData viewer={`${user.name} ${user.username}`}>
          <DataTable<AuditEntry>
            label={t('audit.title')}
            rowKey="id"
            loading={list.isPending}
            dataSource={rowsOf(list.data)}
            hasMore={list.hasNextPage}
            onMore={() => list.fetchNextPage()}
            loadingMore={list.isFetchingNextPage}
            expandable={{ expandedRowRender: (entry) => <Whole entry={entry} /> }}
            columns={[
              {
                title: t('audit.at'),
                render: (_, entry) => <span className="nowrap">{beijingTime(entry.at)}</span>,
              },
              {
                title: t('audit.actor'),
                render: (_, entry) =>
                  entry.actor ? (
                    <button
                      type="button"
                      className="plain-button"
                      onClick={() => filters.set({ actor: entry.actor?.id })}
                      title={t('audit.only_this')}
                    >
                      {entry.actor.name}
                    </button>
                  ) : (
                    t('audit.system')
                  ),
              },
              {
                title: t('audit.role'),
                render: (_, entry) => (entry.actor ? t(`app.role.${entry.actor.role}`) : '—'),
              },
              {
                title: t('audit.action'),
                render: (_, entry) => (
                  <button
                    type="button"
                    className="plain-button"
                    onClick={() => filters.set({ action: entry.action })}
                    title={t('audit.only_this_action')}
                  >
                    {text(entry.action_label)}
                  </button>
                ),
              },
              { title: t('audit.subject'), render: (_, entry) => <Subject entry={entry} /> },
              {
                title: t('audit.division'),
                render: (_, entry) => <span title={entry.place?.full_name}>{entry.place?.name ?? '—'}</span>,
              },
              {
                title: t('audit.changes'),
                render: (_, entry) => <Changes of={entry.changes} text={text} most={MOST_LINES} />,
              },
            ]}
          />
        </PersonalData>
      )}
    </Page>
  );
}

const PAGES: Record<string, string> = {
  case: '/cases',
  person: '/persons',
  household: '/households',
  entitlement: '/entitlements',
  batch: '/batches',
};

function Subject({ entry }: { entry: AuditEntry }) {
  const text = useText();
  const page = PAGES[entry.subject_type];
  const named = entry.subject_name ? ` ${entry.subject_name}` : '';
  const words = `${text(entry.subject_label)}${named}`;
  // An act on many names none of them.
  return page && entry.subject_id !== '*' ? <Link to={`${page}/${entry.subject_id}`}>{words}</Link> : words;
}

/** Every change, and behind a press what was written down, to the letter. */
function Whole({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <>
      <Changes of={entry.changes} text={text} />
      <p className="muted">
        {t('audit.request_id')} <code className="trace">{entry.request_id}</code>
      </p>
      <details>
        <summary>{t('audit.raw')}</summary>
        <p>
          <code>
            {entry.action} · {entry.subject_type} {entry.subject_id} · {entry.division ?? '—'}
          </code>
        </p>
        <pre className="audit-detail">{JSON.stringify(entry.detail, null, 2)}</pre>
      </details>
    </>
  );
}
