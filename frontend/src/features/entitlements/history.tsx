import { useTranslation } from 'react-i18next';
import { useText } from '../../i18n';
import { Timeline, type TimelineEntry } from '../../ui/timeline';
import { FactChanges } from './fact-changes';
import type { Benefit, Change } from './queries';
import { RuleChanges } from './rule-changes';
import { BeforeAfter, Difference, Sheet, usePeriod } from './steps';

const TONES: Record<string, TimelineEntry['tone']> = { confirmed: 'good', rejected: 'bad' };

/** Every change there was, the latest first: who proposed and decided it, why, and how the sum came about. */
export function History({ benefit }: { benefit: Benefit }) {
  const { t } = useTranslation();
  const period = usePeriod();
  const text = useText();
  const entry = (change: Change): TimelineEntry => ({
    key: change.id,
    tone: TONES[change.state] ?? 'plain',
    title: `${t(`entitlements.kinds.${change.kind}`)} · ${t(`entitlements.change_states.${change.state}`)}`,
    meta: [
      t('entitlements.proposed_by', { name: change.proposed_by, on: change.proposed_on }),
      change.decided_by &&
        change.decided_on &&
        t('entitlements.decided_by', { name: change.decided_by, on: change.decided_on }),
    ]
      .filter(Boolean)
      .join(' · '),
    body: (
      <>
        <div className="step-head">
          <span>{period(change)}</span>
          <span>
            {t('entitlements.each_month')} <BeforeAfter before={change.before_fen} after={change.after_fen} />
          </span>
          {change.difference_fen !== 0 && (
            <span>
              {t('entitlements.difference')} <Difference fen={change.difference_fen} />
            </span>
          )}
        </div>
        {change.ground && <div>{text(change.ground.text)}</div>}
        {change.reason && <div>{t('entitlements.because', { reason: change.reason })}</div>}
        {change.rejected_reason && (
          <div>{t('entitlements.rejected_because', { reason: change.rejected_reason })}</div>
        )}
        <FactChanges of={change.facts} benefit={benefit} />
        <RuleChanges of={change.rule} />
        <Sheet of={change.determination} />
      </>
    ),
  });
  return <Timeline entries={[...benefit.changes].reverse().map(entry)} />;
}
