import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { rowsOf } from '../../api/cursor';
import { saveExport, withQuery } from '../../api/save';
import { useCan } from '../../api/session';
import type { Schemas } from '../../api/types';
import { useText } from '../../i18n';
import { DataTable } from '../../ui/data-table';
import { Masked } from '../../ui/masked';
import { Money } from '../../ui/money';
import { Page } from '../../ui/page';
import { ProblemAlert } from '../../ui/problem-alert';
import { isFigure } from './figures';
import { type RowsFilter, reportRowsQuery } from './queries';
import './texts';

export function Component() {
  const [search] = useSearchParams();
  const month = search.get('month');
  const figure = search.get('figure') ?? undefined;
  if (!month || !isFigure(figure)) return <Navigate to="/reports" replace />;
  const filter = {
    month,
    figure,
    division: search.get('division') ?? undefined,
    category: search.get('category') ?? undefined,
  };
  return <Rows filter={filter} />;
}

function Rows({ filter }: { filter: RowsFilter }) {
  const { t } = useTranslation();
  const can = useCan();
  const textOf = useText();
  const list = useInfiniteQuery(reportRowsQuery(filter));
  const csv = useMutation({
    mutationFn: () =>
      saveExport(
        withQuery('/reports/monthly/rows', { ...filter, format: 'csv' }),
        `monthly-${filter.month}-${filter.figure}.csv`,
      ),
  });
  const title = t('reports.rows_title', {
    month: filter.month,
    figure: t(`reports.figure.${filter.figure}`),
  });
  const back = `/reports?month=${filter.month}`;
  return (
    <Page
      title={title}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        <>
          <Link to={back}>
            <Button>{t('ui.back')}</Button>
          </Link>
          <Button onClick={() => csv.mutate()} loading={csv.isPending}>
            {t('reports.csv')}
          </Button>
        </>
      }
    >
      <ProblemAlert error={csv.error} />
      <DataTable<Schemas['ReportCaseRow']>
        label={title}
        rowKey="case_id"
        loading={list.isPending}
        dataSource={rowsOf(list.data)}
        hasMore={list.hasNextPage}
        onMore={() => list.fetchNextPage()}
        loadingMore={list.isFetchingNextPage}
        columns={[
          {
            title: t('reports.case_no'),
            render: (_, row) =>
              can('case.read') ? <Link to={`/cases/${row.case_id}`}>{row.case_no}</Link> : row.case_no,
          },
          { title: t('reports.applicant'), render: (_, row) => <Masked value={row.applicant_name} /> },
          { title: t('reports.division'), render: (_, row) => row.division.name },
          {
            title: t('reports.category'),
            render: (_, row) => textOf(row.category_label),
          },
          { title: t('reports.received_on'), dataIndex: 'received_on' },
          { title: t('reports.supplement_on'), render: (_, row) => row.supplement_notified_on ?? '—' },
          { title: t('reports.accepted_on'), render: (_, row) => row.accepted_on ?? '—' },
          { title: t('reports.due_on'), render: (_, row) => row.due_on ?? '—' },
          { title: t('reports.closed_on'), render: (_, row) => row.closed_on ?? '—' },
          { title: t('reports.working_days'), align: 'right', render: (_, row) => row.working_days ?? '—' },
          {
            title: t('reports.figure.on_time'),
            render: (_, row) => (row.on_time === null ? '—' : t(row.on_time ? 'ui.yes' : 'ui.no')),
          },
          { title: t('reports.amount'), align: 'right', render: (_, row) => <Money fen={row.amount_fen} /> },
          {
            title: t('reports.period'),
            render: (_, row) => (row.amount_fen === null ? '—' : t(`reports.periods.${row.period}`)),
          },
        ]}
      />
    </Page>
  );
}
