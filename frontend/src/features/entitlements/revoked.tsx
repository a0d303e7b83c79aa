import { useTranslation } from 'react-i18next';
import { DataTable } from '../../ui/data-table';
import { Money } from '../../ui/money';
import { StateTag } from './parts';
import type { Change, MonthChange } from './queries';
import { BeforeAfter, usePeriod } from './steps';

/** The change that is to be taken out again, as it was confirmed. */
export function Revoked({ change }: { change: Change }) {
  const { t } = useTranslation();
  const period = usePeriod();
  return (
    <div className="revoked-change">
      <strong>{t('entitlements.revokes', { kind: t(`entitlements.kinds.${change.kind}`) })}</strong>{' '}
      {period(change)} <BeforeAfter before={change.before_fen} after={change.after_fen} />
      {change.reason && <div>{t('entitlements.because', { reason: change.reason })}</div>}
      <div className="muted">
        {t('entitlements.proposed_by', { name: change.proposed_by, on: change.proposed_on })}
        {change.decided_by &&
          ` · ${t('entitlements.decided_by', { name: change.decided_by, on: change.decided_on })}`}
      </div>
    </div>
  );
}

/** Every month that would be otherwise, with what was listed of it. */
export function ChangedMonths({ months }: { months: MonthChange[] }) {
  const { t } = useTranslation();
  if (months.length === 0) return <p>{t('entitlements.no_month_changes')}</p>;
  return (
    <DataTable<MonthChange>
      label={t('entitlements.months_changing')}
      rowKey="month"
      size="small"
      scroll={{}}
      dataSource={months}
      columns={[
        { title: t('entitlements.month'), dataIndex: 'month', className: 'nowrap' },
        {
          title: t('entitlements.before'),
          key: 'before',
          render: (_, row) => (
            <>
              <StateTag of={row.before_state} /> <Money fen={row.before_fen} />
            </>
          ),
        },
        {
          title: t('entitlements.after'),
          key: 'after',
          render: (_, row) => (
            <>
              <StateTag of={row.after_state} /> <Money fen={row.after_fen} />
            </>
          ),
        },
        {
          title: t('entitlements.listed'),
          key: 'listed',
          align: 'right',
          render: (_, { listed_fen: fen }) =>
            fen === null || fen === undefined ? t('entitlements.not_listed') : <Money fen={fen} />,
        },
      ]}
    />
  );
}
