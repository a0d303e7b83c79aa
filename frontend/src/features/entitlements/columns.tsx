import { type TableProps, Tag } from 'antd';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { Text } from '../../api/types';
import { Money } from '../../ui/money';
import { RecipientTags, StateTag } from './parts';
import type { BenefitRow } from './queries';
import { BeforeAfter } from './steps';

type Columns = NonNullable<TableProps<BenefitRow>['columns']>;
type Words = (pair: Text) => string;

function Recheck({ row, t }: { row: BenefitRow; t: TFunction }) {
  return (
    <>
      <span className="nowrap">{row.recheck_due_on ?? '—'}</span>{' '}
      {row.recheck_overdue && <Tag color="red">{t('entitlements.recheck_overdue')}</Tag>}
    </>
  );
}

function Proposed({ row, t }: { row: BenefitRow; t: TFunction }) {
  const { proposed } = row;
  if (!proposed) return null;
  return (
    <>
      <Tag color="orange">
        {t('entitlements.proposed', { kind: t(`entitlements.kinds.${proposed.kind}`) })}
      </Tag>
      <div className="muted">
        {t('entitlements.period_open', { from: proposed.from_month })}{' '}
        <BeforeAfter before={proposed.before_fen} after={proposed.after_fen} />
      </div>
    </>
  );
}

export function benefitColumns(t: TFunction, text: Words): Columns {
  return [
    {
      title: t('entitlements.person'),
      key: 'person',
      render: (_, row) => <Link to={`/entitlements/${row.id}`}>{row.person.name}</Link>,
    },
    {
      title: t('entitlements.recipient'),
      key: 'recipient',
      render: (_, row) => (
        <>
          {row.recipient.name} <RecipientTags row={row} />
        </>
      ),
    },
    { title: t('entitlements.village'), key: 'village', render: (_, row) => row.division.name },
    { title: t('entitlements.policy'), key: 'policy', render: (_, row) => text(row.policy_title) },
    {
      title: t('entitlements.state_label'),
      key: 'state',
      render: (_, row) => <StateTag of={row.state} fen={row.monthly_fen} />,
    },
    {
      title: t('entitlements.monthly'),
      key: 'monthly',
      align: 'right',
      render: (_, row) => <Money fen={row.monthly_fen} />,
    },
    { title: t('entitlements.first_month'), key: 'first', dataIndex: 'first_month', className: 'nowrap' },
    { title: t('entitlements.recheck_due'), key: 'recheck', render: (_, row) => <Recheck row={row} t={t} /> },
    { title: t('entitlements.kind'), key: 'proposed', render: (_, row) => <Proposed row={row} t={t} /> },
  ];
}

/** The same on a phone: two columns that need no sideways scrolling. */
export function compactColumns(t: TFunction, text: Words): Columns {
  return [
    {
      title: t('entitlements.person'),
      key: 'person',
      render: (_, row) => (
        <>
          <div>
            <Link to={`/entitlements/${row.id}`}>{row.person.name}</Link>
          </div>
          <RecipientTags row={row} />
          <div className="muted">{text(row.policy_title)}</div>
          <div className="muted">{row.division.name}</div>
        </>
      ),
    },
    {
      title: t('entitlements.monthly'),
      key: 'monthly',
      render: (_, row) => (
        <>
          <div>
            <Money fen={row.monthly_fen} /> <StateTag of={row.state} fen={row.monthly_fen} />
          </div>
          {row.recheck_overdue && <Recheck row={row} t={t} />}
          <Proposed row={row} t={t} />
        </>
      ),
    },
  ];
}
