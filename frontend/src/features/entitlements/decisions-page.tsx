import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Grid, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { rowsOf } from '../../api/cursor';
import { useTownships } from '../../api/resources/townships';
import { useCan, useUser } from '../../api/session';
import { DataTable } from '../../ui/data-table';
import { Filter, useFilters } from '../../ui/filter';
import { Page } from '../../ui/page';
import { ProblemAlert } from '../../ui/problem-alert';
import { PersonalData } from '../../ui/watermark';
import { DecideDialog } from './decide-dialog';
import { type Answers, compactDecisions, decisionColumns } from './decision-columns';
import { Proposed } from './proposed';
import { type BenefitRow, benefitQuery, benefitsQuery, type DecisionResult, type Outcome } from './queries';
import { succeeded } from './words';
import './texts';
import './entitlements.css';

/** All that waits for the approver: looked at one by one, answered together, each row with its result. */
export function Component() {
  const { t } = useTranslation();
  const user = useUser();
  const can = useCan();
  const queries = useQueryClient();
  const filters = useFilters();
  const townships = useTownships();
  const roomy = Grid.useBreakpoint().md ?? true;
  const list = useInfiniteQuery({
    ...benefitsQuery({ division: filters.get('division'), proposed: true }),
    // Rows keep their results in sight until somebody reads the list again.
    refetchOnWindowFocus: false,
  });
  const rows = rowsOf(list.data);
  const [answers, setAnswers] = useState<Answers>({});
  const [selected, setSelected] = useState<string[]>([]);
  const [asking, setAsking] = useState<Outcome | null>(null);
  const isDone = (row: BenefitRow) => {
    const answer = answers[row.id];
    return answer !== undefined && succeeded(answer.result);
  };
  const chosen = rows.filter((row) => selected.includes(row.id) && !isDone(row));
  const done = (results: DecisionResult[], outcome: Outcome) => {
    setAsking(null);
    setSelected([]);
    const fresh = Object.fromEntries(results.map((result) => [result.id, { outcome, result }]));
    setAnswers((old) => ({ ...old, ...fresh }));
    void queries.invalidateQueries({ queryKey: ['entitlements'], refetchType: 'none' });
    void queries.invalidateQueries({ queryKey: ['entitlement'] });
  };
  const reread = () => {
    setAnswers({});
    setSelected([]);
    void list.refetch();
  };
  const mayDecide = can('entitlement.decide');
  return (
    <Page
      title={t('entitlements.decisions')}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        <>
          <Button onClick={reread} loading={list.isRefetching}>
            {t('entitlements.reread')}
          </Button>
          <Link to="/entitlements">
            <Button>{t('entitlements.back_to_list')}</Button>
          </Link>
        </>
      }
    >
      {townships.length > 0 && (
        <div className="filters">
          <Filter label={t('entitlements.division')}>
            {(id) => (
              <Select
                id={id}
                allowClear
                style={{ minWidth: 160 }}
                placeholder={t('ui.all')}
                value={filters.get('division')}
                onChange={(division) => filters.set({ division })}
                options={townships}
              />
            )}
          </Filter>
        </div>
      )}
      <PersonalData viewer={`${user.name} ${user.username}`}>
        <div className="sideways">
          <DataTable<BenefitRow>
            label={t('entitlements.decisions')}
            rowKey="id"
            loading={list.isPending}
            dataSource={rows}
            empty={t('entitlements.decisions_empty')}
            // The table measures itself with a second, hidden head when it scrolls: its box could take the focus.
            scroll={{}}
            columns={roomy ? decisionColumns(t, answers) : compactDecisions(t, answers)}
            rowSelection={
              mayDecide
                ? {
                    selectedRowKeys: chosen.map((row) => row.id),
                    onChange: (keys) => setSelected(keys.map(String)),
                    getTitleCheckboxProps: () => ({ 'aria-label': t('entitlements.select_all') }),
                    getCheckboxProps: (row) => ({
                      disabled: isDone(row),
                      'aria-label': t('entitlements.select', { name: row.person.name }),
                    }),
                  }
                : undefined
            }
            expandable={{ expandedRowRender: (row) => <Details row={row} /> }}
            hasMore={list.hasNextPage}
            onMore={() => list.fetchNextPage()}
            loadingMore={list.isFetchingNextPage}
          />
        </div>
      </PersonalData>
      <div role="status">
        <Outcomes results={Object.values(answers).map((answer) => answer.result)} />
      </div>
      {mayDecide && rows.length > 0 && (
        <div className="decision-bar no-print">
          <span>{t('entitlements.selected', { count: chosen.length })}</span>
          <Button type="primary" disabled={chosen.length === 0} onClick={() => setAsking('confirm')}>
            {t('entitlements.confirm')}
          </Button>
          <Button danger disabled={chosen.length === 0} onClick={() => setAsking('reject')}>
            {t('entitlements.reject')}
          </Button>
        </div>
      )}
      {asking && (
        <DecideDialog rows={chosen} outcome={asking} onClose={() => setAsking(null)} onDone={done} />
      )}
    </Page>
  );
}

function Outcomes({ results }: { results: DecisionResult[] }) {
  const { t } = useTranslation();
  if (results.length === 0) return null;
  const done = results.filter(succeeded).length;
  const failed = results.length - done;
  return (
    <Alert
      className="below"
      showIcon
      type={failed > 0 ? 'warning' : 'success'}
      title={t(failed > 0 ? 'entitlements.outcome_mixed' : 'entitlements.outcome_all', { done, failed })}
    />
  );
}

/** What is proposed, period by period, with the sheet of each. */
function Details({ row }: { row: BenefitRow }) {
  const query = useQuery(benefitQuery(row.id));
  if (query.isPending) return <Skeleton active />;
  if (!query.data) return <ProblemAlert error={query.error} onRetry={() => query.refetch()} />;
  return <Proposed benefit={query.data} />;
}
