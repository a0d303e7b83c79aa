import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { serviceItemQuery } from '../../api/resources/reference';
import type { Act, Case } from '../../api/types';
import { useText } from '../../i18n';
import { beijingTime } from '../../lib/dates';
import { Money } from '../../ui/money';
import { Timeline, type TimelineEntry } from '../../ui/timeline';
import { reasonTargets } from './remarks';

const GOOD = new Set(['agree', 'approve', 'support', 'confirmed']);
const BAD = new Set(['refuse', 'return', 'oppose', 'differs']);

/** Every act so far, the latest first: who, when, with which result and why. */
export function CaseTimeline({ case: found }: { case: Case }) {
  const { t } = useTranslation();
  const text = useText();
  const item = useQuery(serviceItemQuery(found.item_code));
  const names = new Map(
    reasonTargets(item.data?.inputs ?? [], found.materials, text, t('cases.section_household')).map(
      ({ value, label }) => [value, label],
    ),
  );
  const entries = [...found.acts].sort((a, b) => b.seq - a.seq).map((act) => entryOf(act));
  // The first thing that happened is no act of the flow, yet it is what a citizen asks about.
  entries.push({ key: 'received', title: t('cases.received_here'), meta: found.received_on, tone: 'plain' });
  return <Timeline entries={entries} />;

  function entryOf(act: Act): TimelineEntry {
    const detail = act.detail as { findings?: string; text?: string; missing?: unknown };
    return {
      key: act.id,
      tone: GOOD.has(act.outcome ?? '') ? 'good' : BAD.has(act.outcome ?? '') ? 'bad' : 'plain',
      title: text(act.label),
      meta: `${beijingTime(act.at)} · ${act.actor.name} · ${t(`app.role.${act.actor.role}`)}${act.round > 1 ? ` · ${t('cases.round', { count: act.round })}` : ''}`,
      body: (
        <>
          {act.outcome && <div>{t(`cases.outcome.${act.outcome}`, { defaultValue: act.outcome })}</div>}
          {act.amount_fen !== null && (
            <div>
              {t('cases.amount')} <Money fen={act.amount_fen} unit />
            </div>
          )}
          {act.reasons.length > 0 && (
            <ul>
              {act.reasons.map((reason) => (
                <li key={`${reason.field}${reason.text}`}>
                  {reason.field && t('cases.fault_of', { label: names.get(reason.field) ?? reason.field })}
                  {reason.text}
                </li>
              ))}
            </ul>
          )}
          {typeof detail.findings === 'string' && <div>{detail.findings}</div>}
          {typeof detail.text === 'string' && <div>{detail.text}</div>}
          {act.note && <div>{act.note}</div>}
        </>
      ),
    };
  }
}
