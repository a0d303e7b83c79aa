import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { rowsOf } from '../../../api/cursor';
import { useCan } from '../../../api/session';
import { useText } from '../../../i18n';
import { beijingTime } from '../../../lib/dates';
import { DataTable } from '../../../ui/data-table';
import { Filter, useFilters } from '../../../ui/filter';
import { Page } from '../../../ui/page';
import { StatusTag } from '../../../ui/status-tag';
import { type DraftRow, type DraftState, draftsQuery } from './queries';
import '../texts';

const STATES: DraftState[] = ['draft', 'submitted', 'activated', 'withdrawn'];

/** What is proposed to change in the register, newest first. */
export function Component() {
  const { t } = useTranslation();
  const textOf = useText();
  const can = useCan();
  const filters = useFilters();
  const state = STATES.find((code) => code === filters.get('state'));
  const list = useInfiniteQuery(draftsQuery(state));
  return (
    <Page
      title={t('laws.drafts')}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        can('policy.draft') && (
          <Link to="/law-drafts/new">
            <Button type="primary">{t('laws.new_law')}</Button>
          </Link>
        )
      }
    >
      <div className="filters">
        <Filter label={t('laws.state')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              style={{ minWidth: 150 }}
              placeholder={t('ui.all')}
              value={state}
              onChange={(next) => filters.set({ state: next })}
              options={STATES.map((code) => ({ value: code, label: t(`laws.states.${code}`) }))}
            />
          )}
        </Filter>
      </div>
      <DataTable<DraftRow>
        label={t('laws.drafts')}
        rowKey="id"
        loading={list.isPending}
        dataSource={rowsOf(list.data)}
        hasMore={list.hasNextPage}
        onMore={() => list.fetchNextPage()}
        loadingMore={list.isFetchingNextPage}
        columns={[
          {
            title: t('laws.name'),
            render: (_, draft) => (
              <Link to={`/law-drafts/${draft.id}`}>{textOf(draft.title) || draft.code}</Link>
            ),
          },
          {
            title: t('laws.entry'),
            render: (_, draft) =>
              draft.law_version ? t('laws.version_no', { version: draft.law_version }) : '—',
          },
          {
            title: t('laws.state'),
            render: (_, draft) => (
              <>
                <StatusTag code={draft.state} label={t(`laws.states.${draft.state}`)} />
                {draft.returned_reason && <div className="muted">{t('laws.was_returned')}</div>}
              </>
            ),
          },
          { title: t('laws.drafted_by'), render: (_, draft) => draft.drafted_by.name },
          { title: t('laws.edited_by'), render: (_, draft) => draft.edited_by.name },
          { title: t('laws.activated_by'), render: (_, draft) => draft.activated_by?.name ?? '—' },
          { title: t('laws.updated_at'), render: (_, draft) => beijingTime(draft.updated_at) },
        ]}
      />
    </Page>
  );
}
