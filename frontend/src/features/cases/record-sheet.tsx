import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { caseQuery } from '../../api/resources/cases';
import type { Case } from '../../api/types';
import { useText } from '../../i18n';
import { formatFen } from '../../lib/money';
import { ActRecord, useActMeta } from '../../ui/act-record';
import { Page } from '../../ui/page';
import { PrintSheet } from '../../ui/print-sheet';
import { useActNames } from './case-timeline';
import { proposedFen } from './remarks';

/** The course of a case for its file: every act with its whole record, the first on top. */
export function RecordSheet({ id }: { id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const found = useQuery(caseQuery(id));
  if (!found.data) {
    return (
      <Page
        title={t('cases.document.record')}
        loading={found.isPending}
        error={found.error}
        onRetry={() => void found.refetch()}
      />
    );
  }
  return (
    <PrintSheet onBack={() => navigate(`/cases/${id}`)}>
      <Record case={found.data} />
    </PrintSheet>
  );
}

function Record({ case: found }: { case: Case }) {
  const { t } = useTranslation();
  const text = useText();
  const names = useActNames(found);
  const meta = useActMeta();
  const sum = found.amount_fen ?? proposedFen(found);
  const facts: [string, string][] = [
    [t('cases.case_no'), found.case_no],
    [t('cases.item'), text(found.item_title)],
    [t('cases.applicant'), `${found.applicant.name} · ${found.applicant.citizen_id}`],
    [t('ui.village'), `${found.township.name}${found.division.name}`],
    [t('cases.received_on'), found.received_on],
    [t('cases.stage'), text(found.stage_label)],
    [
      t(
        found.amount_fen === null || found.amount_fen === undefined
          ? 'cases.amount_now'
          : 'cases.amount_decided',
      ),
      sum === null ? t('cases.amount_unknown') : formatFen(sum),
    ],
  ];
  return (
    <>
      <h1>{t('cases.document.record')}</h1>
      <table>
        <tbody>
          {facts.map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <tbody>
          {[...found.acts]
            .sort((a, b) => a.seq - b.seq)
            .map((act) => (
              <tr key={act.id}>
                <th scope="row">
                  {text(act.label)}
                  <div>{meta(act)}</div>
                </th>
                <td>
                  <ActRecord act={act} names={names} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  );
}
