import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { cursorQuery, rowsOf } from '../../api/cursor';
import { useTownships } from '../../api/resources/townships';
import { saveExport, withQuery } from '../../api/save';
import type { Schemas } from '../../api/types';
import { beijingTime } from '../../lib/dates';
import { DataTable } from '../../ui/data-table';
import { Filter, useFilters } from '../../ui/filter';
import { Page } from '../../ui/page';
import { ProblemAlert } from '../../ui/problem-alert';

type AuditEntry = Schemas['AuditEntry'];
const FIELDS = ['actor', 'subject_type', 'subject_id', 'action', 'from', 'to'] as const;
type AuditFilter = Partial<Record<(typeof FIELDS)[number], string>>;

const auditQuery = (filter: AuditFilter) =>
  cursorQuery(['audit', filter], (cursor, signal) =>
    api.get('/audit-entries', { query: { ...filter, cursor, limit: 50 }, signal }),
  );

/** As the server names what was acted upon. */
const SUBJECTS = [
  'case',
  'person',
  'household',
  'batch',
  'entitlement',
  'notice',
  'attachment',
  'user',
  'calendar_year',
];

export function Component() {
  const { t } = useTranslation();
  const filters = useFilters();
  const filter: AuditFilter = Object.fromEntries(
    FIELDS.flatMap((name) => (filters.get(name) ? [[name, filters.get(name)]] : [])),
  );
  const list = useInfiniteQuery(auditQuery(filter));
  const townships = useTownships();
  const placeOf = (code: string | null | undefined) =>
    townships.find((each) => code && each.value.slice(0, 9) === code.slice(0, 9))?.label ?? code ?? '—';
  const csv = useMutation({
    mutationFn: () => saveExport(withQuery('/audit-entries', { ...filter, format: 'csv' }), 'audit.csv'),
  });
  return (
    <Page
      title={t('audit.title')}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        <Button onClick={() => csv.mutate()} loading={csv.isPending}>
          {t('audit.csv')}
        </Button>
      }
    >
      <ProblemAlert error={csv.error} />
      <div className="filters">
        <Filter label={t('audit.subject_type')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              style={{ minWidth: 130 }}
              placeholder={t('ui.all')}
              value={filter.subject_type}
              onChange={(value) => filters.set({ subject_type: value })}
              options={SUBJECTS.map((value) => ({ value, label: t(`audit.subjects.${value}`) }))}
            />
          )}
        </Filter>
        {(['actor', 'action', 'subject_id'] as const).map((name) => (
          <Filter key={name} label={t(`audit.${name}`)}>
            {(id) => (
              <Settled
                id={id}
                value={filter[name] ?? ''}
                onSettle={(value) => filters.set({ [name]: value })}
              />
            )}
          </Filter>
        ))}
        {(['from', 'to'] as const).map((name) => (
          <Filter key={name} label={t(`audit.${name}`)}>
            {(id) => (
              <Input
                id={id}
                type="date"
                value={filter[name] ?? ''}
                onChange={(event) => filters.set({ [name]: event.target.value })}
              />
            )}
          </Filter>
        ))}
        {filters.any && <Button onClick={filters.clear}>{t('ui.reset')}</Button>}
      </div>
      <DataTable<AuditEntry>
        label={t('audit.title')}
        rowKey="id"
        loading={list.isPending}
        dataSource={rowsOf(list.data)}
        hasMore={list.hasNextPage}
        onMore={() => list.fetchNextPage()}
        loadingMore={list.isFetchingNextPage}
        expandable={{
          expandedRowRender: (entry) => (
            <pre className="audit-detail">{JSON.stringify(entry.detail, null, 2)}</pre>
          ),
          rowExpandable: (entry) => Object.keys(entry.detail).length > 0,
        }}
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
                title={t('audit.only_this_action', { code: entry.action })}
              >
                {t(`audit.actions.${entry.action}`, { defaultValue: entry.action })}
              </button>
            ),
          },
          {
            title: t('audit.subject'),
            render: (_, entry) => {
              const name = t(`audit.subjects.${entry.subject_type}`, { defaultValue: entry.subject_type });
              return entry.subject_type === 'case' ? (
                <Link to={`/cases/${entry.subject_id}`}>{name}</Link>
              ) : (
                name
              );
            },
          },
          { title: t('audit.division'), render: (_, entry) => placeOf(entry.division) },
          {
            title: t('audit.request_id'),
            render: (_, entry) => <code className="trace">{entry.request_id}</code>,
          },
        ]}
      />
    </Page>
  );
}

/** Typing does not ask the server at every letter: only Enter or leaving the field does. */
function Settled({ id, value, onSettle }: { id: string; value: string; onSettle: (value: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const settle = () => text.trim() !== value && onSettle(text.trim());
  return (
    <Input
      id={id}
      value={text}
      allowClear
      onChange={(event) => setText(event.target.value)}
      onPressEnter={settle}
      onBlur={settle}
    />
  );
}
