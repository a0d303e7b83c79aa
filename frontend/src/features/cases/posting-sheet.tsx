import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../api/client';
import { dayParts } from '../../lib/dates';
import { formatFen } from '../../lib/money';
import { Page } from '../../ui/page';
import { PrintSheet } from '../../ui/print-sheet';
import { ProblemAlert } from '../../ui/problem-alert';
import '../../ui/letter-sheet.css';

/** The sheet for the board of the village: Chinese, whatever the language of the screen. */
export function PostingSheet({ id }: { id: string }) {
  const { t: words, i18n } = useTranslation();
  const navigate = useNavigate();
  const t = i18n.getFixedT('zh-CN');
  const sheet = useQuery({
    queryKey: ['preliminary-notice', id],
    queryFn: ({ signal }) => api.get('/cases/{id}/preliminary-notice', { path: { id }, signal }),
    staleTime: 0,
  });
  const notice = sheet.data;
  if (!notice) {
    return (
      <Page title={words('cases.document.preliminary_notice')} loading={sheet.isPending}>
        <ProblemAlert error={sheet.error} onRetry={() => void sheet.refetch()} />
      </Page>
    );
  }
  const day = (text: string) => t('cases.on_day', dayParts(text));
  const rows: [string, string][] = [
    [t('steps.sheet_name'), notice.name ?? t('steps.sheet_minor')],
    ...(notice.household_size
      ? [[t('steps.sheet_size'), String(notice.household_size)] as [string, string]]
      : []),
    [t('steps.sheet_sum'), t(`steps.sheet_${notice.period}`, { amount: formatFen(notice.amount_fen) })],
  ];
  return (
    <PrintSheet onBack={() => navigate(`/cases/${id}`)}>
      <h1>{notice.title}</h1>
      <p className="addressee">{notice.village}</p>
      <p className="paragraph">
        {t('steps.sheet_text', {
          from: day(notice.posted_on),
          until: day(notice.until_on),
          office: notice.office,
          phone: notice.phone ?? '',
        })}
      </p>
      <table>
        <tbody>
          {rows.map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="paragraph">
        {t('steps.sheet_basis', {
          basis: notice.basis.map((cited) => cited.text.zh).join(t('steps.sheet_next')),
        })}
      </p>
      <div className="signature">
        <div>
          {notice.office} {t('cases.seal')}
        </div>
        <div>{day(notice.posted_on)}</div>
      </div>
    </PrintSheet>
  );
}
