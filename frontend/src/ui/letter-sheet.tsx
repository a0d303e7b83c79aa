import { QRCode } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dayParts } from '../lib/dates';
import { titledOnce } from '../lib/titled-once';
import { type CitedLike, lawPath } from './citations';
import '../i18n/cases';
import './letter-texts';
import './letter-sheet.css';

/** A letter in its parts, as its sheet shows them. */
export interface LetterLike {
  title: string;
  case_no: string;
  applicant_name: string;
  fields: { label: string; value: string }[];
  found: string[];
  paragraphs: string[];
  items: string[];
  basis: CitedLike[];
  remedy: string[];
  remedies?: { basis: CitedLike[] } | null;
  service?: { way: string; on: string } | null;
  contact: { name: string; phone?: string | null };
  progress_url?: string | null;
  applicant_signs: boolean;
  signature: { office: string; on: string };
  /** Of the print; empty until it is issued. */
  request_id: string;
}

/** A letter is Chinese, whatever the language of the screen: its words are the legal ones. */
function useLetterText() {
  return useTranslation().i18n.getFixedT('zh-CN');
}

/** Where the case is followed: the same for everybody, so that it tells nothing of whose paper it is. */
function ProgressCode({ url }: { url: string }) {
  const t = useLetterText();
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

/** The law it rests on, each article a link into the register; a law is named once. */
function Basis({ label, of }: { label: string; of: CitedLike[] }) {
  const t = useLetterText();
  if (of.length === 0) return null;
  return (
    <p className="paragraph">
      {label}
      {titledOnce(of).map(({ cited, words }, place) => (
        <Fragment key={cited.text.zh}>
          {place > 0 && t('ui.citation_comma')}
          <Link className="citation" to={lawPath(cited.law, cited.article)} target="_blank">
            {words}
          </Link>
          {cited.checked === 'unverified' && t('ui.citation_unverified')}
        </Fragment>
      ))}
      {t('letters.stop')}
    </p>
  );
}

function Lines({ of }: { of: string[] }) {
  if (of.length === 0) return null;
  return (
    <ol>
      {of.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ol>
  );
}

/** A paper in its parts. Also what is shown of it before it is issued: then it has no number yet. */
export function LetterSheet({ paper }: { paper: LetterLike }) {
  const t = useLetterText();
  const numbered = paper.fields.some((field) => field.value === paper.case_no);
  // Reasons and lines of the calculation are what was found.
  const found = paper.found.join('\n') === paper.items.join('\n') ? [] : paper.found;
  return (
    <>
      <h1>{paper.title}</h1>
      <p className="addressee">{t('cases.addressed', { name: paper.applicant_name })}</p>
      {!numbered && (
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
      {found.length > 0 && <p className="paragraph">{t('letters.found')}</p>}
      <Lines of={found} />
      {paper.paragraphs.map((paragraph) => (
        <p key={paragraph} className="paragraph">
          {paragraph}
        </p>
      ))}
      <Lines of={paper.items} />
      <Basis label={t('letters.basis')} of={paper.basis} />
      {paper.remedy.map((sentence) => (
        <p key={sentence} className="paragraph">
          {sentence}
        </p>
      ))}
      <Basis label={t('letters.remedy_basis')} of={paper.remedies?.basis ?? []} />
      {paper.service && (
        <p>
          {t('letters.served', {
            way: t(`steps.way.${paper.service.way}`),
            on: t('cases.on_day', dayParts(paper.service.on)),
          })}
        </p>
      )}
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
