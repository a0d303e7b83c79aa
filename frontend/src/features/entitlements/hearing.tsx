import { Alert, Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { HearingDialog } from './hearing-dialog';
import type { ActKind, Benefit, BenefitRow, Change } from './queries';

/** Whether somebody must be heard first, in a word; nothing where nobody must. */
export function HearingTags({ row }: { row: Pick<BenefitRow, 'proposed'> }) {
  const { t } = useTranslation();
  const { proposed } = row;
  if (!proposed) return null;
  const { hearing, posting } = proposed;
  return (
    <>
      {hearing !== 'not_needed' && (
        <div>
          <Tag color={hearing === 'heard' ? 'green' : 'red'}>
            {t(`entitlements.hearing.states.${hearing}`)}
          </Tag>
        </div>
      )}
      {posting !== 'not_needed' && (
        <div>
          <Tag color={posting === 'over' ? 'green' : 'red'}>
            {t(`entitlements.hearing.posting.${posting}`)}
          </Tag>
        </div>
      )}
    </>
  );
}

/** What may be done about what is proposed now. */
function open(benefit: Benefit): ActKind[] {
  const { proposed } = benefit;
  if (!proposed || !benefit.allowed_actions.includes('hear')) return [];
  const hears: ActKind[] = proposed.hearing === 'not_needed' ? [] : ['invite', 'hear'];
  const shows: ActKind[] = proposed.posting === 'not_needed' ? [] : ['post', 'object'];
  return [...hears, ...shows];
}

/** Before a proposal is decided: who was invited and heard, what was shown. */
export function Hearing({ benefit }: { benefit: Benefit }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<ActKind | null>(null);
  const kinds = open(benefit);
  const change = benefit.changes.find(({ id }) => id === benefit.proposed?.change_id);
  return (
    <>
      <HearingTags row={benefit} />
      {change && <Done benefit={benefit} change={change} />}
      {change && <Letters benefit={benefit} change={change} />}
      {kinds.length > 0 && (
        <div className="act-bar below">
          {kinds.map((kind) => (
            <Button key={kind} onClick={() => setAsking(kind)}>
              {t(`entitlements.hearing.acts.${kind}`)}
            </Button>
          ))}
        </div>
      )}
      {asking && <HearingDialog benefit={benefit} act={asking} onClose={() => setAsking(null)} />}
    </>
  );
}

/** What was done about a change, one line each. */
export function Done({ benefit, change }: { benefit: Benefit; change: Change }) {
  const { t } = useTranslation();
  const acts = benefit.acts.filter(({ change_id }) => change_id === change.id);
  if (acts.length === 0) return null;
  return (
    <ul className="plain-list" aria-label={t('entitlements.hearing.title')}>
      {acts.map((act) => (
        <li key={act.id}>
          {t('entitlements.hearing.done', { act: t(`entitlements.hearing.acts.${act.act}`), on: act.on })}{' '}
          {[
            act.place,
            act.way && t(`entitlements.hearing.ways.${act.way}`),
            act.person,
            act.said,
            act.served && t(`steps.way.${act.served}`),
            act.until && t('entitlements.hearing.until', { until: act.until }),
          ]
            .filter(Boolean)
            .join(' · ')}{' '}
          <span className="muted">{t('entitlements.hearing.by', { name: act.by, on: act.acted_on })}</span>
        </li>
      ))}
    </ul>
  );
}

/** The letters there are about a change, each to be printed. */
export function Letters({ benefit, change }: { benefit: Benefit; change: Change }) {
  const { t } = useTranslation();
  if (change.letters.length === 0) return null;
  return (
    <div>
      {change.letters.map((kind) => (
        <Link
          key={kind}
          className="letter-link"
          to={`/entitlements/${benefit.id}/changes/${change.id}/print/${kind}`}
        >
          {t(`entitlements.hearing.letters.${kind}`)}
        </Link>
      ))}
    </div>
  );
}

/** Says before the decision why it cannot be made yet. */
export function NotReady({ rows }: { rows: Pick<BenefitRow, 'proposed'>[] }) {
  const { t } = useTranslation();
  const waits = rows.some(({ proposed }) => proposed && ['needed', 'invited'].includes(proposed.hearing));
  const shown = rows.some(({ proposed }) => proposed && ['needed', 'running'].includes(proposed.posting));
  return (
    <>
      {waits && <Alert type="warning" showIcon title={t('entitlements.hearing.states.needed')} />}
      {shown && <Alert type="warning" showIcon title={t('entitlements.hearing.posting.needed')} />}
    </>
  );
}
