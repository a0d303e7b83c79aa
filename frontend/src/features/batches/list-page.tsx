import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { rowsOf } from '../../api/cursor';
import { DataTable } from '../../ui/data-table';
import { Filter, useFilters } from '../../ui/filter';
import { Money } from '../../ui/money';
import { Page } from '../../ui/page';
import { StatusTag } from '../../ui/status-tag';
import { type Batch, type BatchState, batchesQuery } from './queries';
import './texts';

const STATES: BatchState[] = ['open', 'submitted', 'closed'];

export function Component() {
  const { t } = useTranslation();
  const filters = useFilters();
  const month = filters.get('month');
  const state = STATES.find((code) => code === filters.get('state'));
  const until_month = filters.get('until_month');
  const township = filters.get('township');
  const list = useInfiniteQuery(batchesQuery({ month, until_month, state, township }));
  return (
    <Page title={t('batches.title')} error={list.error} onRetry={() => list.refetch()}>
      <div className="filters">
        <Filter label={t('batches.month')}>
          {(id) => (
            <Input
              id={id}
              type="month"
              value={month ?? ''}
              onChange={(event) => filters.set({ month: event.target.value })}
            />
          )}
        </Filter>
        {until_month && (
          <Filter label={t('batches.until_month')}>
            {(id) => (
              <Input
                id={id}
                type="month"
                value={until_month}
                onChange={(event) => filters.set({ until_month: event.target.value })}
              />
            )}
          </Filter>
        )}
        <Filter label={t('batches.state')}>
          {(id) => (
            <Select<BatchState>
              id={id}
              allowClear
              style={{ minWidth: 140 }}
              placeholder={t('ui.all')}
              value={state}
              onChange={(value) => filters.set({ state: value })}
              options={STATES.map((code) => ({ value: code, label: t(`batches.states.${code}`) }))}
            />
          )}
        </Filter>
        {filters.any && <Button onClick={filters.clear}>{t('ui.reset')}</Button>}
      </div>
      <DataTable<Batch>
        label={t('batches.title')}
        rowKey="id"
        loading={list.isPending}
        dataSource={rowsOf(list.data)}
        empty={t('batches.empty')}
        hasMore={list.hasNextPage}
        onMore={() => list.fetchNextPage()}
        loadingMore={list.isFetchingNextPage}
        columns={[
          {
            title: t('batches.month'),
            render: (_, batch) => <Link to={`/batches/${batch.id}`}>{batch.month}</Link>,
          },
          { title: t('batches.township'), render: (_, batch) => batch.township.name },
          {
            title: t('batches.state'),
            render: (_, batch) => <StatusTag code={batch.state} label={t(`batches.states.${batch.state}`)} />,
          },
          { title: t('batches.row_count'), dataIndex: 'row_count', align: 'right' },
          { title: t('batches.undecided'), dataIndex: 'undecided', align: 'right' },
          {
            title: t('batches.total'),
            align: 'right',
            render: (_, batch) => <Money fen={batch.total_fen} />,
          },
          { title: t('batches.submitted_on'), render: (_, batch) => batch.submitted_on ?? '—' },
          { title: t('batches.due_on'), render: (_, batch) => batch.due_on ?? '—' },
        ]}
      />
    </Page>
  );
}
