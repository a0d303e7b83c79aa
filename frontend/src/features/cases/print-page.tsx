import { useQuery } from '@tanstack/react-query';
import { QRCode } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../api/client';
import type { CaseDocument } from '../../api/types';
import { dayParts } from '../../lib/dates';
import { Page } from '../../ui/page';
import { PrintSheet } from '../../ui/print-sheet';
import { ProblemAlert } from '../../ui/problem-alert';
import { PostingSheet } from './posting-sheet';
import { RecordSheet } from './record-sheet';
import '../../i18n/cases';
import './print-page.css';

/** Receipt, supplement notice and decision as the citizen gets them. The words are the server's. */
export function Component() {
  const { t, i18n } = useTranslation();
  const { id = '', kind = '' } = useParams();
  const navigate = useNavigate();
  const paper = useQuery({
    queryKey: ['case-document', id, kind],
    queryFn: ({ signal }) =>
      api.get('/cases/{id}/documents/{kind}', { path: { id, kind: kind as never }, signal }),
    staleTime: 0,
    enabled: kind !== 'record' && kind !== 'preliminary_notice',
  });
  if (kind === 'record') return <RecordSheet id={id} />;
  if (kind === 'preliminary_notice') return <PostingSheet id={id} />;
  if (!paper.data) {
    return (
      <Page title={t(`cases.document.${kind}`)} loading={paper.isPending}>
        <ProblemAlert error={paper.error} onRetry={() => void paper.refetch()} />
      </Page>
    );
  }
  return (
    <PrintSheet
      roll={kind === 'receipt'}
      note={i18n.language === 'en' ? t('cases.letter_is_chinese') : undefined}
      onBack={() => navigate(`/cases/${id}`)}
    >
      <Sheet paper={paper.data} />
    </PrintSheet>
  );
}

/** Where the case is followed: the same for everybody, so that it tells nothing of whose paper it is. */
function ProgressCode({ url }: { url: string }) {
  const { i18n } = useTranslation();
  const t = i18n.getFixedT('zh-CN');
  return (
    <div className="progress-code">
      <QRCode
        type="svg"
        value={url}
        size={112}
        errorLevel="M"
        bordered={false}
        color="#000"
        bgColor="#fff"
        aria-label={t('cases.progress_code')}
      />
      <div>
        <div>{t('cases.progress_code')}</div>
        <div className="trace">{url}</div>
      </div>
    </div>
  );
}

/** A letter is Chinese, whatever the language of the screen: its words are the legal ones.
 * Also what is shown of it before it is issued: then it has no number yet. */
export function Sheet({ paper }: { paper: CaseDocument }) {
  const { i18n } = useTranslation();
  const t = i18n.getFixedT('zh-CN');
  return (
    <>
      <h1>{paper.title}</h1>
      <p className="addressee">{t('cases.addressed', { name: paper.applicant_name })}</p>
      {!paper.fields.some((field) => field.value === paper.case_no) && (
        <p>
          {t('cases.case_no')} {paper.case_no}
        </p>
      )}
      <table>
        <tbody>
          {paper.fields.map((field) => (
            <tr key={field.label}>
              <th scope="row">{field.label}</th>
              <td>{field.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {paper.paragraphs.map((paragraph) => (
        <p key={paragraph} className="paragraph">
          {paragraph}
        </p>
      ))}
      {paper.items.length > 0 && (
        <ol>
          {paper.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ol>
      )}
      {paper.remedy.map((sentence) => (
        <p key={sentence} className="paragraph">
          {sentence}
        </p>
      ))}
      <p>{t('cases.contact_line', { ...paper.contact })}</p>
      {paper.progress_url && <ProgressCode url={new URL(paper.progress_url, window.location.origin).href} />}
      {paper.applicant_signs && (
        <p className="applicant-signs">
          {t('cases.applicant_signs')} <span className="sign-line" /> {t('cases.sign_day')}{' '}
          <span className="sign-line short" />
        </p>
      )}
      <div className="signature">
        <div>
          {paper.signature.office} {t('cases.seal')}
        </div>
        <div>{t('cases.on_day', dayParts(paper.signature.on))}</div>
      </div>
      {paper.request_id && <p className="trace">{t('cases.print_no', { no: paper.request_id })}</p>}
    </>
  );
}
