import type { PreliminaryNotice } from '../api/public-client';
import { formatFen } from '../lib/money';
import { usePortal } from './context';

/** What hangs in this village today, each for its seven days: whoever knows better can say so. */
export function Preliminary({ notices }: { notices: PreliminaryNotice[] }) {
  const { t, pick } = usePortal();
  return (
    <section>
      <h2>{t.preliminary}</h2>
      {notices.length === 0 && <p>{t.preliminaryNone}</p>}
      <ul className="papers">
        {notices.map((notice) => (
          <li key={notice.case_id}>
            <strong>
              {pick(notice.item_title)} · {notice.name ?? t.preliminaryMinor}
            </strong>
            <span>
              {notice.household_size ? `${t.householdSize(notice.household_size)} · ` : ''}
              {t.sum[notice.period](formatFen(notice.amount_fen))}
            </span>
            <span>{t.preliminaryUntil(notice.posted_on, notice.until_on)}</span>
            <span>{t.preliminaryObject(notice.office, notice.phone ?? '')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
