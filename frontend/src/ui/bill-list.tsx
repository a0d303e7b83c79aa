import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useText } from '../i18n';
import { Money } from './money';
import { Warnings } from './warnings';

interface Text {
  zh: string;
  en: string;
}

export interface Year {
  year: number;
  paid_fen: number;
  cases: { id: string; case_no: string; amount_fen?: number | null }[];
  sums: { name: string; label: Text; counted_fen: number; cumulative: boolean }[];
}

/** What the approved cases of the year have counted: a later one begins there. */
export function YearSoFar({ year }: { year: Year }) {
  const { t } = useTranslation();
  const text = useText();
  const counted = year.sums.filter((sum) => sum.counted_fen > 0);
  return (
    <section aria-label={t('bills.year', { year: year.year })}>
      <p>
        {t('bills.year', { year: year.year })}
        {' · '}
        {year.cases.length === 0 ? (
          t('bills.year_none')
        ) : (
          <>
            {t('bills.year_cases', { count: year.cases.length })}{' '}
            {year.cases.map((one) => (
              <Link key={one.id} to={`/cases/${one.id}`}>
                {one.case_no}{' '}
              </Link>
            ))}
            {counted.map((sum) => (
              <span key={sum.name}>
                {' · '}
                {t('bills.year_counted', { label: text(sum.label) })} <Money fen={sum.counted_fen} unit />
              </span>
            ))}
            {' · '}
            {t('bills.year_paid')} <Money fen={year.paid_fen} unit />
          </>
        )}
      </p>
      {counted.some((sum) => sum.cumulative) && <p className="muted">{t('bills.cumulative')}</p>}
    </section>
  );
}

export interface Listed {
  id: string;
  number: string;
  issuer: string;
  issued_on: string;
  cost_fen: number;
  insurer_paid_fen: number;
  counts: boolean;
  attachment_id?: string | null;
  warnings: { code: string; message: Text }[];
}

interface Props {
  bills: Listed[];
  onRemove?: (bill: Listed) => void;
  /** What shows the bill's file. */
  file?: (bill: Listed) => ReactNode;
}

export function BillTable({ bills, onRemove, file }: Props) {
  const { t } = useTranslation();
  if (bills.length === 0) return <p className="muted">{t('bills.none')}</p>;
  const sum = (of: 'cost_fen' | 'insurer_paid_fen') => bills.reduce((total, bill) => total + bill[of], 0);
  return (
    <div className="sideways">
      <table className="calc">
        <thead>
          <tr>
            <th scope="col">{t('bills.number')}</th>
            <th scope="col">{t('bills.issuer')}</th>
            <th scope="col">{t('bills.issued_on')}</th>
            <th scope="col" className="num">
              {t('bills.cost')}
            </th>
            <th scope="col" className="num">
              {t('bills.insurer_paid')}
            </th>
            {onRemove && <td />}
          </tr>
        </thead>
        <tbody>
          {bills.map((bill) => (
            <tr key={bill.id}>
              <th scope="row">
                {bill.number} {file?.(bill)}
                {!bill.counts && <div className="muted">{t('bills.freed')}</div>}
                <Warnings of={bill.warnings} />
              </th>
              <td>{bill.issuer}</td>
              <td className="nowrap">{bill.issued_on}</td>
              <td className="num">
                <Money fen={bill.cost_fen} />
              </td>
              <td className="num">
                <Money fen={bill.insurer_paid_fen} />
              </td>
              {onRemove && (
                <td>
                  <Popconfirm
                    title={t('bills.remove_ask', { number: bill.number })}
                    okText={t('ui.remove')}
                    cancelText={t('ui.cancel')}
                    onConfirm={() => onRemove(bill)}
                  >
                    <Button size="small" aria-label={t('bills.remove', { number: bill.number })}>
                      ×
                    </Button>
                  </Popconfirm>
                </td>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {t('bills.total', { count: bills.length })}
            </th>
            <td className="num">
              <Money fen={sum('cost_fen')} />
            </td>
            <td className="num">
              <Money fen={sum('insurer_paid_fen')} />
            </td>
            {onRemove && <td />}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
