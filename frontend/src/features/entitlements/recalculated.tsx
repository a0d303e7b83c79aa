import { Grid, type TableProps } from 'antd';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Text } from '../../api/types';
import { useText } from '../../i18n';
import { DataTable } from '../../ui/data-table';
import { Money } from '../../ui/money';
import type { Recalculated } from './queries';
import { BeforeAfter, Difference, Steps } from './steps';

type Row = Recalculated['items'][number];

/** How many and how much, before anybody reads names. */
export function Totals({ of: found }: { of: Recalculated }) {
  const { t } = useTranslation();
  const more = found.after_fen - found.before_fen;
  const counted = (count: number) => t('entitlements.count', { count });
  const lines: [string, ReactNode][] = [
    ['changing', counted(found.changing)],
    ['unchanged', counted(found.unchanged)],
    ['waiting', counted(found.waiting)],
    ['failed', counted(found.failed.length)],
    ['before_total', <Money key="before" fen={found.before_fen} unit />],
    ['after_total', <Money key="after" fen={found.after_fen} unit />],
    [more < 0 ? 'less_each_month' : 'more_each_month', <Money key="more" fen={Math.abs(more)} unit />],
    ['arrears_total', <Money key="arrears" fen={found.arrears_fen} unit />],
    ['overpaid_total', <Money key="overpaid" fen={found.overpaid_fen} unit />],
  ];
  return (
    <dl className="totals">
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`entitlements.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who gets more or less and why; each opens to its periods and sheets. */
export function Recomputed({ of: found }: { of: Recalculated }) {
  const { t } = useTranslation();
  const text = useText();
  const roomy = Grid.useBreakpoint().md ?? true;
  return (
    <>
      <h2>{t('entitlements.who_changes')}</h2>
      {found.items.length < found.changing && (
        <p className="muted">
          {t('entitlements.shown_of', { shown: found.items.length, count: found.changing })}
        </p>
      )}
      <DataTable<Row>
        label={t('entitlements.who_changes')}
        rowKey="id"
        size="small"
        dataSource={found.items}
        scroll={roomy ? { x: true } : {}}
        columns={roomy ? columns(t, text) : compact(t, text)}
        expandable={{ expandedRowRender: (row) => <Steps steps={row.steps} benefit={row} /> }}
      />
    </>
  );
}

type Columns = NonNullable<TableProps<Row>['columns']>;
type Words = (pair: Text | null | undefined) => string;

const columns = (t: TFunction, text: Words): Columns => [
  {
    title: t('entitlements.person'),
    key: 'person',
    render: (_, row) => <Link to={`/entitlements/${row.id}`}>{row.person.name}</Link>,
  },
  { title: t('entitlements.village'), key: 'village', render: (_, row) => row.division.name },
  {
    title: t('entitlements.change'),
    key: 'change',
    align: 'right',
    render: (_, row) => <BeforeAfter before={row.before_fen} after={row.after_fen} />,
  },
  {
    title: t('entitlements.difference'),
    key: 'difference',
    render: (_, row) => <Difference fen={row.difference_fen} />,
  },
  { title: t('entitlements.why'), key: 'why', className: 'why-cell', render: (_, row) => text(row.reason) },
];

const compact = (t: TFunction, text: Words): Columns => [
  {
    title: t('entitlements.person'),
    key: 'all',
    render: (_, row) => (
      <>
        <div>
          <Link to={`/entitlements/${row.id}`}>{row.person.name}</Link>{' '}
          <span className="muted">{row.division.name}</span>
        </div>
        <BeforeAfter before={row.before_fen} after={row.after_fen} />
        {row.difference_fen !== 0 && (
          <div>
            <Difference fen={row.difference_fen} />
          </div>
        )}
        <div className="muted">{text(row.reason)}</div>
      </>
    ),
  },
];

/** Those nobody can compute yet, with what is missing. */
export function Failures({ of: failed }: { of: Recalculated['failed'] }) {
  const { t } = useTranslation();
  if (failed.length === 0) return null;
  return (
    <>
      <h2>{t('entitlements.failed_title')}</h2>
      <p className="muted">{t('entitlements.failed_detail')}</p>
      <ul>
        {failed.map((row) => (
          <li key={row.id}>
            <Link to={`/entitlements/${row.id}`}>{row.case_no}</Link>
            <ul className="plain-list">
              {row.problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}
