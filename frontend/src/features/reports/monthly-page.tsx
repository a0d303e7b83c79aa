import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTownships } from '../../api/resources/townships';
import { saveExport, withQuery } from '../../api/save';
import { beijingTime, monthOf, today } from '../../lib/dates';
import { Filter, useFilters } from '../../ui/filter';
import { Page } from '../../ui/page';
import { ProblemAlert } from '../../ui/problem-alert';
import { Chart } from './chart';
import { flowSeries, type MonthlyReport } from './figures';
import { CategoryTable, MonthlyTable } from './monthly-table';
import { reportQuery } from './queries';
import './texts';

export function Component() {
  const { t } = useTranslation();
  const filters = useFilters();
  const townships = useTownships();
  const month = filters.get('month') ?? monthOf(today());
  const division = filters.get('division');
  const query = useQuery(reportQuery(month, division));
  const csv = useMutation({
    mutationFn: () =>
      saveExport(withQuery('/reports/monthly', { month, division, format: 'csv' }), `monthly-${month}.csv`),
  });
  return (
    <Page
      title={t('reports.title', { month })}
      loading={query.isPending}
      error={query.error}
      onRetry={() => query.refetch()}
      extra={
        <>
          <Button onClick={() => csv.mutate()} loading={csv.isPending}>
            {t('reports.csv')}
          </Button>
          <Link to={`/reports/print?month=${month}${division ? `&division=${division}` : ''}`}>
            <Button>{t('ui.print')}</Button>
          </Link>
        </>
      }
    >
      <ProblemAlert error={csv.error} />
      <div className="filters no-print">
        <Filter label={t('reports.month')}>
          {(id) => (
            <Input
              id={id}
              type="month"
              value={month}
              onChange={(event) => filters.set({ month: event.target.value })}
            />
          )}
        </Filter>
        {townships.length > 0 && (
          <Filter label={t('reports.division')}>
            {(id) => (
              <Select
                id={id}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                style={{ minWidth: 160 }}
                placeholder={t('reports.whole')}
                value={division}
                onChange={(value) => filters.set({ division: value })}
                options={townships}
              />
            )}
          </Filter>
        )}
      </div>
      {query.data && <Report report={query.data} />}
    </Page>
  );
}

function Report({ report }: { report: MonthlyReport }) {
  const { t } = useTranslation();
  const categories = useMemo(() => report.rows.map((row) => row.division.name), [report.rows]);
  const series = useMemo(
    () =>
      flowSeries(report.rows, { received: t('reports.figure.received'), closed: t('reports.figure.closed') }),
    [report.rows, t],
  );
  return (
    <>
      <p className="muted">
        {report.division.full_name} · {t('reports.generated', { at: beijingTime(report.generated_at) })}
      </p>
      {report.rows.length > 0 && (
        <Chart label={t('reports.chart', { month: report.month })} categories={categories} series={series} />
      )}
      <MonthlyTable report={report} />
      <h2>{t('reports.by_category')}</h2>
      <CategoryTable report={report} />
    </>
  );
}
