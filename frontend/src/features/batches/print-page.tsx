import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useText } from '../../i18n';
import { formatFen } from '../../lib/money';
import { Page } from '../../ui/page';
import { PrintSheet } from '../../ui/print-sheet';
import { type BatchDetail, batchQuery } from './queries';
import './batches.css';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const query = useQuery(batchQuery(id));
  if (!query.data) {
    return (
      <Page
        title={t('batches.sheet_title')}
        loading={query.isPending}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  return (
    <PrintSheet onBack={() => navigate(`/batches/${id}`)}>
      <Sheet batch={query.data} />
    </PrintSheet>
  );
}

/** The table as it is filed: A4 on its side, the head repeated on every page, room for three signatures. */
function Sheet({ batch }: { batch: BatchDetail }) {
  const { t } = useTranslation();
  const textOf = useText();
  const money = (fen: number | null | undefined) => (fen === null || fen === undefined ? '' : formatFen(fen));
  // What speaks against a row stands on the paper that is signed.
  const heardOf = (row: BatchDetail['rows'][number]) =>
    row.findings.length > 0
      ? row.findings
          .map((found) => `${textOf(found.label)} (${found.by.join(t('ui.list_comma'))}, ${found.on})`)
          .join('; ')
      : row.opinion
        ? t(`cases.outcome.${row.opinion}`)
        : '';
  return (
    <div className="batch-print">
      <h1>{t('batches.sheet_heading', { month: batch.month })}</h1>
      <p>
        {t('batches.township')} {batch.township.full_name} · {t('batches.submitted_on')}{' '}
        {batch.submitted_on ?? '—'} · {t('batches.unit_yuan')}
      </p>
      <table>
        <thead>
          <tr>
            <th className="num">{t('batches.number')}</th>
            <th>{t('batches.case_no')}</th>
            <th>{t('batches.applicant')}</th>
            <th>{t('batches.village')}</th>
            <th>{t('batches.category')}</th>
            <th className="num">{t('batches.cost')}</th>
            <th className="num">{t('batches.personal')}</th>
            <th className="num">{t('batches.policy')}</th>
            <th className="num">{t('batches.amount')}</th>
            <th>{t('batches.heard')}</th>
            <th>{t('batches.result')}</th>
          </tr>
        </thead>
        <tbody>
          {batch.rows.map((row, index) => (
            <tr key={row.case_id}>
              <td className="num">{index + 1}</td>
              <td>{row.case_no}</td>
              <td>{row.applicant_name}</td>
              <td>{row.village}</td>
              <td>{row.category_label ? textOf(row.category_label) : ''}</td>
              <td className="num">{money(row.cost_fen)}</td>
              <td className="num">{money(row.personal_fen)}</td>
              <td className="num">{money(row.policy_fen)}</td>
              <td className="num">{money(row.amount_fen)}</td>
              <td>{heardOf(row)}</td>
              <td>{row.result === 'pending' ? '' : t(`batches.results.${row.result}`)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th colSpan={7}>{t('batches.sheet_total', { count: batch.rows.length })}</th>
            <th className="num">{money(batch.totals.requested_fen)}</th>
            <th className="num">{money(batch.totals.approved_fen)}</th>
            <th />
            <th />
          </tr>
        </tfoot>
      </table>
      <div className="batch-print-signatures">
        <span>{t('batches.sign_township')}</span>
        <span>{t('batches.sign_examiner')}</span>
        <span>{t('batches.sign_approver')}</span>
      </div>
    </div>
  );
}
