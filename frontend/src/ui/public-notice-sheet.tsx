import { type PortalLanguage, portalTexts } from '../i18n/portal';
import { formatFen } from '../lib/money';
import './public-notice-sheet.css';

export interface PublicNoticeContent {
  title: string;
  county: string;
  township: string;
  village: string;
  quarter: string;
  /** From 2 on a supplement. */
  part: number;
  entries: { name: string; household_size?: number | null; amount_fen: number }[];
  published_on?: string | null;
  end_on?: string | null;
  office: string;
  phone?: string | null;
}

/** A date that is not broken at its dashes. */
const whole = (day: string) => day.replace(/-/g, '-\u2060');

/**
 * A notice as the citizen sees it. The portal and the preview of the disclosure officer both render this one
 * component, so what is signed is what is shown. It names the whitelisted fields one by one and would not show
 * another even if the server sent it.
 */
export function PublicNoticeSheet({
  notice,
  language,
}: {
  notice: PublicNoticeContent;
  language: PortalLanguage;
}) {
  const t = portalTexts[language];
  const sized = notice.entries.some((entry) => entry.household_size);
  const quarter = /^(\d{4})-Q([1-4])$/.exec(notice.quarter);
  const period = quarter ? t.quarterOf(quarter[1] as string, quarter[2] as string) : notice.quarter;
  return (
    <article className="public-notice">
      <h2>{notice.title}</h2>
      <p className="public-notice-place">
        {notice.county} {notice.township} {notice.village}
      </p>
      {/* The title is Chinese and says so itself. */}
      <p>{t.noticeQuarter(language === 'en' && notice.part > 1 ? `${period} · ${t.supplement}` : period)}</p>
      {notice.entries.length === 0 ? (
        <p>{t.noticeEmpty}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t.noticeName}</th>
              {sized && <th scope="col">{t.noticeSize}</th>}
              <th scope="col" className="public-notice-sum">
                {t.noticeAmount}
              </th>
            </tr>
          </thead>
          <tbody>
            {notice.entries.map((entry, index) => (
              // Two villagers may share a name and a sum; the list never changes while it is shown.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={index}>
                <td>{entry.name}</td>
                {sized && <td>{entry.household_size ?? ''}</td>}
                <td className="public-notice-sum">{formatFen(entry.amount_fen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>
        {notice.published_on && notice.end_on
          ? t.noticePeriod(whole(notice.published_on), whole(notice.end_on))
          : t.noticeDraft}
      </p>
      <p>{t.noticeOffice(notice.office)}</p>
      {notice.phone && <p>{t.noticePhone(notice.phone)}</p>}
      <p className="public-notice-only">{t.noticeOnly}</p>
      {language === 'en' && <p>{t.translated}</p>}
    </article>
  );
}
