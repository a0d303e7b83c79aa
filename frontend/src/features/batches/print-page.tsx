import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useUser } from '../../api/session';
import { useText } from '../../i18n';
import { formatFen } from '../../lib/money';
import { findingSource } from '../../ui/findings';
import { ListSheet } from '../../ui/list-sheet';
import { Page } from '../../ui/page';
import { type BatchDetail, batchQuery } from './queries';
import '../../i18n/cases';
import './texts';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
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
  return <Sheet batch={query.data} />;
}

/** The table as it is filed, with room for three signatures. */
function Sheet({ batch }: { batch: BatchDetail }) {
  const { t } = useTranslation();
  const textOf = useText();
  const navigate = useNavigate();
  const user = useUser();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the batch makes the table; its words do not change while it is read
  const tables = useMemo(() => {
    const money = (fen: number | null | undefined) =>
      fen === null || fen === undefined ? '' : formatFen(fen);
    // What speaks against a row stands on the paper that is signed.
    const heardOf = (row: BatchDetail['rows'][number]) =>
      row.findings.length > 0
        ? row.findings
            .map((found) => `${textOf(found.label)} (${findingSource(found, t('ui.list_comma')).join(', ')})`)
            .join('; ')
        : row.opinion
          ? t(`cases.outcome.${row.opinion}`)
          : '';
    const head = (name: string, num = false) => ({ text: t(`batches.${name}`), num });
    return [
      {
        heads: [
          { text: t('ui.row_number'), num: true },
          head('case_no'),
          head('applicant'),
          head('village'),
          head('category'),
          head('cost', true),
          head('personal', true),
          head('policy', true),
          head('amount', true),
          head('heard'),
          head('result'),
        ],
        rows: batch.rows.map((row, index) => [
          index + 1,
          row.case_no,
          row.applicant_name,
          row.village,
          row.category_label ? textOf(row.category_label) : '',
          money(row.cost_fen),
          money(row.personal_fen),
          money(row.policy_fen),
          money(row.amount_fen),
          heardOf(row),
          row.result === 'pending' ? '' : t(`batches.results.${row.result}`),
        ]),
        foot: [
          '',
          t('batches.sheet_total', { count: batch.rows.length }),
          '',
          '',
          '',
          '',
          '',
          money(batch.totals.requested_fen),
          money(batch.totals.approved_fen),
          '',
          '',
        ],
      },
    ];
  }, [batch]);
  return (
    <ListSheet
      title={t('batches.sheet_heading', { month: batch.month })}
      unit={batch.township.full_name}
      period={`${t('batches.submitted_on')} ${batch.submitted_on ?? '—'} · ${t('ui.unit_yuan')}`}
      printedBy={user.name}
      viewer={`${user.name} ${user.username}`}
      tables={tables}
      closing={
        <div className="list-signatures">
          <span>{t('batches.sign_township')}</span>
          <span>{t('batches.sign_examiner')}</span>
          <span>{t('batches.sign_approver')}</span>
        </div>
      }
      onBack={() => navigate(`/batches/${batch.id}`)}
    />
  );
}
