import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { rowsOf } from '../../../api/cursor';
import { saveExport, withQuery } from '../../../api/save';
import { useCan } from '../../../api/session';
import { useText } from '../../../i18n';
import { CATEGORIES } from '../../../lib/household';
import { DataTable } from '../../../ui/data-table';
import { Filter, useFilters } from '../../../ui/filter';
import { Masked } from '../../../ui/masked';
import { Money } from '../../../ui/money';
import { Page } from '../../../ui/page';
import { ProblemAlert } from '../../../ui/problem-alert';
import { CHANGES, signedFen } from './figures';
import { type Household, rowsQuery, simulationQuery } from './queries';
import '../texts';

/** The households behind a figure; the filters are the figure. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const textOf = useText();
  const can = useCan();
  const filters = useFilters();
  const filter = {
    township: filters.get('township'),
    category: CATEGORIES.find((code) => code === filters.get('category')),
    change: CHANGES.find((code) => code === filters.get('change')),
  };
  const simulation = useQuery(simulationQuery(id)).data;
  const list = useInfiniteQuery(rowsQuery(id, filter));
  const file = useMutation({
    mutationFn: (format: 'csv' | 'xlsx') =>
      saveExport(
        withQuery(`/simulations/${id}/rows`, { ...filter, format }),
        `simulation-households.${format}`,
      ),
  });
  const name = simulation ? simulation.title || textOf(simulation.policy_title) : '';
  const title = t('simulations.rows_title', {
    name,
    change: filter.change ? t(`simulations.change.${filter.change}`) : t('simulations.changed_all'),
  });
  const once = simulation?.result?.after_period === 'once';
  return (
    <Page
      title={title}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        <>
          <Link to={`/simulations/${id}`}>
            <Button>{t('ui.back')}</Button>
          </Link>
          <Button onClick={() => file.mutate('xlsx')} loading={file.isPending}>
            {t('simulations.xlsx')}
          </Button>
          <Button onClick={() => file.mutate('csv')}>{t('simulations.csv')}</Button>
        </>
      }
    >
      <ProblemAlert error={file.error} />
      <div className="filters no-print">
        <Choice
          label={t('simulations.change_label')}
          value={filter.change}
          onChange={(change) => filters.set({ change })}
          options={CHANGES.map((value) => ({ value, label: t(`simulations.change.${value}`) }))}
        />
        <Choice
          label={t('simulations.by_township')}
          value={filter.township}
          onChange={(township) => filters.set({ township })}
          options={(simulation?.result?.by_township ?? []).map(({ division }) => ({
            value: division.code,
            label: division.name,
          }))}
        />
        <Choice
          label={t('simulations.by_category')}
          value={filter.category}
          onChange={(category) => filters.set({ category })}
          options={CATEGORIES.map((value) => ({ value, label: t(`households.category.${value}`) }))}
        />
      </div>
      <DataTable<Household>
        label={title}
        rowKey="household_id"
        loading={list.isPending}
        dataSource={rowsOf(list.data)}
        hasMore={list.hasNextPage}
        onMore={() => list.fetchNextPage()}
        loadingMore={list.isFetchingNextPage}
        columns={[
          {
            title: t('simulations.head'),
            render: (_, row) =>
              can('household.read') ? (
                <Link to={`/households/${row.household_id}`}>
                  <Masked value={row.head_name} />
                </Link>
              ) : (
                <Masked value={row.head_name} />
              ),
          },
          { title: t('simulations.village'), render: (_, row) => row.division.full_name },
          {
            title: t('simulations.by_category'),
            render: (_, row) => t(`households.category.${row.category}`),
          },
          { title: t('simulations.change_label'), render: (_, row) => t(`simulations.change.${row.change}`) },
          {
            title: t(once ? 'simulations.before' : 'simulations.month_before'),
            align: 'right',
            render: (_, row) => <Money fen={row.before.monthly_fen} />,
          },
          {
            title: t(once ? 'simulations.after' : 'simulations.month_after'),
            align: 'right',
            render: (_, row) => <Money fen={row.after.monthly_fen} />,
          },
          {
            title: t('simulations.difference'),
            align: 'right',
            render: (_, row) => signedFen(row.difference.monthly_fen),
          },
          {
            title: t('simulations.yearly_difference'),
            align: 'right',
            render: (_, row) => signedFen(row.difference.yearly_fen),
          },
        ]}
      />
    </Page>
  );
}

interface ChoiceProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  options: { value: string; label: string }[];
}

function Choice({ label, value, onChange, options }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <Filter label={label}>
      {(id) => (
        <Select
          id={id}
          allowClear
          style={{ minWidth: 150 }}
          placeholder={t('ui.all')}
          value={value}
          onChange={onChange}
          options={options}
        />
      )}
    </Filter>
  );
}
