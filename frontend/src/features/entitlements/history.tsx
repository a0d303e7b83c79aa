import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../i18n';
import { Timeline, type TimelineEntry } from '../../ui/timeline';
import { FactChanges } from './fact-changes';
import { Done, Letters } from './hearing';
import { HearingDialog } from './hearing-dialog';
import type { Benefit, Change } from './queries';
import { RuleChanges } from './rule-changes';
import { BeforeAfter, Difference, Sheet, usePeriod } from './steps';

const TONES: Record<string, TimelineEntry['tone']> = { confirmed: 'good', rejected: 'bad' };

/** Every change there was, the latest first: who proposed and decided it, why, and how the sum came about. */
export function History({ benefit, onRevoke }: { benefit: Benefit; onRevoke?: (change: Change) => void }) {
  const { t } = useTranslation();
  const period = usePeriod();
  const text = useText();
  const entry = (change: Change): TimelineEntry => ({
    key: change.id,
    tone: change.revoked_by ? 'bad' : (TONES[change.state] ?? 'plain'),
    title: change.revoked_by ? (
      <>
        <del>{t(`entitlements.kinds.${change.kind}`)}</del> · {t('entitlements.change_states.revoked')}
      </>
    ) : (
      `${t(`entitlements.kinds.${change.kind}`)} · ${t(`entitlements.change_states.${change.state}`)}`
    ),
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
        {change.revoked_by && <RevokedBy change={change} benefit={benefit} />}
        {change.revokes && <Revokes change={change} benefit={benefit} />}
        {change.recipient && (
          <div>
            {t('entitlements.recipient')} <strong>{change.recipient.name}</strong>
          </div>
        )}
        <div className={change.revoked_by ? 'step-head taken-out' : 'step-head'}>
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
        <Done benefit={benefit} change={change} />
        <Letters benefit={benefit} change={change} />
        <Serve benefit={benefit} change={change} />
        {onRevoke && change.revocable && (
          <div>
            <Button size="small" onClick={() => onRevoke(change)}>
              {t('entitlements.revoke_this')}
            </Button>
          </div>
        )}
      </>
    ),
  });
  return <Timeline entries={[...benefit.changes].reverse().map(entry)} />;
}

interface Pair {
  change: Change;
  benefit: Benefit;
}

/** A decision that was made is handed over: how, and when. */
function Serve({ change, benefit }: Pair) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  if (!benefit.allowed_actions.includes('serve') || !change.letters.includes('decision')) return null;
  return (
    <div>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('entitlements.hearing.acts.serve')}
      </Button>
      {asking && (
        <HearingDialog benefit={benefit} act="serve" change={change.id} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}

/** Who took a change out again, when and why. */
function RevokedBy({ change, benefit }: Pair) {
  const { t } = useTranslation();
  const by = benefit.changes.find(({ id }) => id === change.revoked_by);
  if (!by) return null;
  const words = { name: by.proposed_by, decider: by.decided_by, on: by.decided_on, reason: by.reason };
  return <div className="overpaid">{t('entitlements.revoked_by', words)}</div>;
}

function Revokes({ change, benefit }: Pair) {
  const { t } = useTranslation();
  const what = benefit.changes.find(({ id }) => id === change.revokes);
  if (!what) return null;
  const kind = t(`entitlements.kinds.${what.kind}`);
  return <div>{t('entitlements.revokes_from', { kind, from: what.from_month })}</div>;
}
