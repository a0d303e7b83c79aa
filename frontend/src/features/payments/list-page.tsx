import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Input, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { cursorQuery, rowsOf } from '../../api/cursor';
import { useTownships } from '../../api/resources/townships';
import { saveExport, withQuery } from '../../api/save';
import { useCan, useUser } from '../../api/session';
import type { Schemas } from '../../api/types';
import { monthOf, today } from '../../lib/dates';
import { shiftMonth } from '../../lib/periods';
import { DataTable } from '../../ui/data-table';
import { Filter, useFilters } from '../../ui/filter';
import { Masked } from '../../ui/masked';
import { Money } from '../../ui/money';
import { Page } from '../../ui/page';
import { ProblemAlert } from '../../ui/problem-alert';
import { PersonalData } from '../../ui/watermark';
import { Roll } from './roll';
import './texts';

type Payment = Schemas['Payment'];

const paymentsQuery = (month: string, township: string | undefined, account: 'missing' | undefined) =>
  cursorQuery(['payments', month, township, account], (cursor, signal) =>
    api.get('/payments', { query: { month, township, account, cursor, limit: 100 }, signal }),
  );

export function Component() {
  const { t } = useTranslation();
  const can = useCan();
  const user = useUser();
  const townships = useTownships();
  const filters = useFilters();
  // What is decided this month is paid in the next: that list is the one being filled.
  const month = filters.get('month') ?? shiftMonth(monthOf(today()), 1);
  const township = filters.get('township');
  const account = filters.get('account') === 'missing' ? ('missing' as const) : undefined;
  const list = useInfiniteQuery(paymentsQuery(month, township, account));
  const first = list.data?.pages[0];
  const csv = useMutation({
    mutationFn: () =>
      saveExport(
        withQuery('/payments', { month, township, account, format: 'csv' }),
        `payments-${month}.csv`,
      ),
  });
  return (
    <Page
      title={t('payments.title', { month })}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        <>
          <Link to={`/payments/print?month=${month}${township ? `&township=${township}` : ''}`}>
            <Button>{t('ui.print')}</Button>
          </Link>
          <Button onClick={() => csv.mutate()} loading={csv.isPending}>
            {t('payments.csv')}
          </Button>
        </>
      }
    >
      <ProblemAlert error={csv.error} />
      {can('payment.roll') && <Roll onRolled={(rolled) => filters.set({ month: rolled })} />}
      <div className="filters">
        <Filter label={t('payments.month')}>
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
          <Filter label={t('payments.township')}>
            {(id) => (
              <Select
                id={id}
                allowClear
                style={{ minWidth: 160 }}
                placeholder={t('ui.all')}
                value={township}
                onChange={(value) => filters.set({ township: value })}
                options={townships}
              />
            )}
          </Filter>
        )}
        <Checkbox
          checked={account === 'missing'}
          onChange={(event) => filters.set({ account: event.target.checked ? 'missing' : null })}
        >
          {t('payments.without_account_only')}
        </Checkbox>
      </div>
      {first && (
        <p>
          {t('payments.totals', { count: first.total_count })} <Money fen={first.total_fen} unit />
        </p>
      )}
      {first && first.without_account_count > 0 && (
        <Alert
          className="problem"
          type="warning"
          showIcon
          title={
            <>
              {t('payments.without_account', { count: first.without_account_count })}{' '}
              <Money fen={first.without_account_fen} unit />
            </>
          }
        />
      )}
      <PersonalData viewer={`${user.name} ${user.username}`}>
        <DataTable<Payment>
          label={t('payments.title', { month })}
          rowKey="id"
          loading={list.isPending}
          dataSource={rowsOf(list.data)}
          empty={t('payments.empty')}
          hasMore={list.hasNextPage}
          onMore={() => list.fetchNextPage()}
          loadingMore={list.isFetchingNextPage}
          columns={[
            {
              title: t('payments.payee'),
              render: (_, row) => (
                <>
                  {row.payee_name}{' '}
                  {row.payee_problem && (
                    <Tag color="red">{t(`payments.held_because.${row.payee_problem}`)}</Tag>
                  )}
                </>
              ),
            },
            { title: t('payments.division'), render: (_, row) => row.division.name },
            {
              title: t('payments.scheme'),
              render: (_, row) => t(`ui.scheme_of.${row.scheme}`, { defaultValue: row.scheme }),
            },
            {
              title: t('payments.kind'),
              render: (_, row) => t(`payments.kinds.${row.kind}`, { defaultValue: row.kind }),
            },
            {
              title: t('payments.amount'),
              align: 'right',
              render: (_, row) => <Money fen={row.amount_fen} />,
            },
            {
              title: t('payments.account'),
              render: (_, row) =>
                row.bank_account ? (
                  <Masked value={row.bank_account} />
                ) : (
                  <Tag color="orange">{t('payments.account_missing')}</Tag>
                ),
            },
            {
              title: t('payments.case_no'),
              render: (_, row) =>
                can('case.read') ? <Link to={`/cases/${row.case_id}`}>{row.case_no}</Link> : row.case_no,
            },
            {
              title: t('payments.state'),
              render: (_, row) => t(`payments.states.${row.state}`, { defaultValue: row.state }),
            },
          ]}
        />
      </PersonalData>
    </Page>
  );
}
