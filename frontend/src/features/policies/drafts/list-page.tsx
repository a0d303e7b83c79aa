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

export function Component() {
  const { t } = useTranslation();
  const textOf = useText();
  const can = useCan();
  const filters = useFilters();
  const state = STATES.find((code) => code === filters.get('state'));
  const list = useInfiniteQuery(draftsQuery(state));
  return (
    <Page
      title={t('policy_drafts.title')}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        can('policy.draft') && (
          <Link to="/policy-drafts/new">
            <Button type="primary">{t('policy_drafts.new_draft')}</Button>
          </Link>
        )
      }
    >
      <div className="filters">
        <Filter label={t('policy_drafts.state')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              style={{ minWidth: 150 }}
              placeholder={t('ui.all')}
              value={state}
              onChange={(next) => filters.set({ state: next })}
              options={STATES.map((code) => ({ value: code, label: t(`policy_drafts.states.${code}`) }))}
            />
          )}
        </Filter>
      </div>
      <DataTable<DraftRow>
        label={t('policy_drafts.title')}
        rowKey="id"
        loading={list.isPending}
        dataSource={rowsOf(list.data)}
        hasMore={list.hasNextPage}
        onMore={() => list.fetchNextPage()}
        loadingMore={list.isFetchingNextPage}
        columns={[
          {
            title: t('policies.name'),
            render: (_, draft) => (
              <>
                <Link to={`/policy-drafts/${draft.id}`}>{textOf(draft.title) || draft.code}</Link>
                <div className="muted">
                  <code>{draft.code}</code>
                </div>
              </>
            ),
          },
          {
            title: t('policies.version'),
            render: (_, draft) =>
              draft.policy_version ? t('policies.version_no', { version: draft.policy_version }) : '—',
          },
          {
            title: t('policy_drafts.state'),
            render: (_, draft) => (
              <>
                <StatusTag code={draft.state} label={t(`policy_drafts.states.${draft.state}`)} />
                {draft.returned_reason && <div className="muted">{t('policy_drafts.was_returned')}</div>}
              </>
            ),
          },
          { title: t('policy_drafts.drafted_by'), render: (_, draft) => draft.drafted_by.name },
          { title: t('policy_drafts.edited_by'), render: (_, draft) => draft.edited_by.name },
          { title: t('policy_drafts.activated_by'), render: (_, draft) => draft.activated_by?.name ?? '—' },
          { title: t('policy_drafts.updated_at'), render: (_, draft) => beijingTime(draft.updated_at) },
        ]}
      />
    </Page>
  );
}
