import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { rowsOf } from '../../../api/cursor';
import { useCan } from '../../../api/session';
import { useText } from '../../../i18n';
import { beijingTime } from '../../../lib/dates';
import { DataTable } from '../../../ui/data-table';
import { Money } from '../../../ui/money';
import { Page } from '../../../ui/page';
import { StatusTag } from '../../../ui/status-tag';
import { ChangesText } from './changes-text';
import { signedFen } from './figures';
import { isOpen, type SimulationRow, simulationsQuery } from './queries';
import './simulations.css';
import '../texts';

const LOOK_MS = 2000;

export function Component() {
  const { t } = useTranslation();
  const textOf = useText();
  const can = useCan();
  const [chosen, setChosen] = useState<string[]>([]);
  const list = useInfiniteQuery({
    ...simulationsQuery(),
    refetchInterval: ({ state }) => (rowsOf(state.data).some((row) => isOpen(row.state)) ? LOOK_MS : false),
  });
  const [first, second] = chosen;
  return (
    <Page
      title={t('simulations.title')}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        <>
          {first && second ? (
            <Link to={`/simulations/compare?a=${first}&b=${second}`}>
              <Button>{t('simulations.compare_chosen')}</Button>
            </Link>
          ) : (
            <Button disabled title={t('simulations.choose_two')}>
              {t('simulations.compare_chosen')}
            </Button>
          )}
          {can('policy.simulate') && (
            <Link to="/simulations/new">
              <Button type="primary">{t('simulations.new')}</Button>
            </Link>
          )}
        </>
      }
    >
      <p className="muted">{t('simulations.about')}</p>
      <DataTable<SimulationRow>
        className="sim-list"
        label={t('simulations.title')}
        rowKey="id"
        loading={list.isPending}
        dataSource={rowsOf(list.data)}
        hasMore={list.hasNextPage}
        onMore={() => list.fetchNextPage()}
        loadingMore={list.isFetchingNextPage}
        rowSelection={{
          selectedRowKeys: chosen,
          hideSelectAll: true,
          columnTitle: <span className="sr-only">{t('simulations.choose_two')}</span>,
          onChange: (keys) => setChosen(keys.slice(-2).map(String)),
          getCheckboxProps: (row) => ({
            disabled: row.state !== 'done',
            'aria-label': t('simulations.choose', { name: row.title || textOf(row.policy_title) }),
          }),
        }}
        columns={[
          {
            title: t('simulations.name'),
            render: (_, row) => (
              <>
                <Link to={`/simulations/${row.id}`}>{row.title || textOf(row.policy_title)}</Link>
                <div className="muted">
                  {row.title ? `${textOf(row.policy_title)} · ` : ''}
                  {row.draft_id ? t('simulations.of_draft') : ''} <ChangesText changes={row.changes} />
                </div>
              </>
            ),
          },
          { title: t('simulations.division'), render: (_, row) => row.division.name },
          { title: t('simulations.on'), dataIndex: 'on' },
          {
            title: t('simulations.state'),
            render: (_, row) => <StatusTag code={row.state} label={t(`simulations.states.${row.state}`)} />,
          },
          {
            title: t('simulations.yearly_after'),
            align: 'right',
            render: (_, row) => <Money fen={row.total?.after.yearly_fen} />,
          },
          {
            title: t('simulations.yearly_difference'),
            align: 'right',
            render: (_, row) => (row.total ? signedFen(row.total.difference.yearly_fen) : '—'),
          },
          { title: t('simulations.started_by'), render: (_, row) => row.started_by.name },
          { title: t('simulations.created_at'), render: (_, row) => beijingTime(row.created_at) },
        ]}
      />
    </Page>
  );
}
