import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useText } from '../i18n';
import { beijingTime } from '../lib/dates';
import { Money } from './money';
import { Timeline, type TimelineEntry } from './timeline';
import '../i18n/cases';

interface Pair {
  zh: string;
  en: string;
}

export interface ActLike {
  id: string;
  seq: number;
  round: number;
  act: string;
  label: Pair;
  actor: { name: string; role: string };
  at: string;
  outcome?: string | null;
  amount_fen?: number | null;
  reasons: { field?: string | null; text: string }[];
  note?: string | null;
  detail: unknown;
}

/** What the act's own form asked for beside outcome, sum, reasons and note. */
interface Detail {
  kind?: string;
  on?: string;
  officers?: { id: string; name: string }[];
  findings?: string;
  family?: { name: string; relation: string } | null;
  family_absent?: string | null;
  place?: string;
  until_on?: string;
  conclusion?: string;
  papers?: string[];
  /** Benefits that gave way to what was approved. */
  ended?: { title: string; case_no: string; from_month: string }[];
  missing?: string[];
  other?: string[];
  /** Of a consent: whose, and of a relative who that is. */
  of?: string;
  name?: string;
  relation?: string | null;
  /** Who consented for a minor. */
  guardian?: string;
  /** Of a check of the registers: what for, in which, and of whom beside the household. */
  purpose?: string;
  sources?: string[];
  relatives?: { name: string; relation: string }[];
  /** Of a complaint. */
  channel?: string;
  /** Of a decision handed over. */
  way?: string;
  received_by?: string | null;
}

/** What the names in an act mean: the fields its reasons are tied to, the papers of a notice. */
export interface ActNames {
  field: (name: string) => string;
  material: (code: string) => string;
}

const GOOD = new Set(['agree', 'approve', 'support', 'confirmed']);
const BAD = new Set(['refuse', 'return', 'oppose', 'differs']);
const detailOf = (act: Pick<ActLike, 'detail'>): Detail => (act.detail ?? {}) as Detail;

export const toneOf = (act: Pick<ActLike, 'outcome' | 'detail'>): 'good' | 'bad' | 'plain' => {
  const word = act.outcome ?? detailOf(act).conclusion ?? '';
  return BAD.has(word) ? 'bad' : GOOD.has(word) ? 'good' : 'plain';
};
const COLORS = { good: 'green', bad: 'red', plain: 'default' } as const;

/** The names of a case's own papers and facts; what is not known is shown as it is stored. */
export function namesOf(
  inputs: { name: string; label: Pair }[],
  materials: { code: string; name: Pair }[],
  text: (pair: Pair | undefined) => string,
  household: string,
): ActNames {
  const material = (code: string) => text(materials.find((each) => each.code === code)?.name) || code;
  return {
    material,
    field: (name) => {
      const bare = name.replace(/^\//, '').replace('/', '.');
      const paper = /^materials\.(.+)$/.exec(bare)?.[1];
      if (paper) return material(paper);
      if (bare === 'household') return household;
      const fact = bare.replace(/^facts\./, '');
      return text(inputs.find((input) => input.name === fact)?.label) || name;
    },
  };
}

/** The whole record of one act: nothing that was written down is kept from whoever reads it. */
export function ActRecord({ act, names }: { act: ActLike; names: ActNames }) {
  const { t } = useTranslation();
  const detail = detailOf(act);
  const word = act.outcome ?? detail.conclusion;
  const line = (label: string, value: string) => (
    <div>
      <span className="muted">{t('cases.fault_of', { label: t(label) })}</span>
      {value}
    </div>
  );
  return (
    <div className="act-record">
      {word && <Tag color={COLORS[toneOf(act)]}>{t(`cases.outcome.${word}`, { defaultValue: word })}</Tag>}
      {detail.kind &&
        line('cases.check_kind', t(`cases.choice.${detail.kind}`, { defaultValue: detail.kind }))}
      {detail.on && line('cases.act_on', detail.on)}
      {detail.officers &&
        line('cases.officers', detail.officers.map((each) => each.name).join(t('ui.list_comma')))}
      {detail.of && line('steps.consent_of', t(`steps.of.${detail.of}`, { defaultValue: detail.of }))}
      {detail.guardian && line('steps.guardian', detail.guardian)}
      {detail.name &&
        line(
          'steps.relative_name',
          detail.relation
            ? t('steps.relative', { name: detail.name, relation: detail.relation })
            : detail.name,
        )}
      {detail.purpose &&
        line('steps.purpose_label', t(`steps.purpose.${detail.purpose}`, { defaultValue: detail.purpose }))}
      {detail.sources &&
        line(
          'steps.sources_label',
          detail.sources
            .map((each) => t(`steps.source.${each}`, { defaultValue: each }))
            .join(t('ui.list_comma')),
        )}
      {detail.relatives &&
        detail.relatives.length > 0 &&
        line(
          'steps.relatives_label',
          detail.relatives.map((each) => t('steps.relative', { ...each })).join(t('ui.list_comma')),
        )}
      {detail.channel &&
        line('steps.channel_label', t(`steps.channel.${detail.channel}`, { defaultValue: detail.channel }))}
      {detail.way && line('steps.way_label', t(`steps.way.${detail.way}`, { defaultValue: detail.way }))}
      {detail.received_by && line('steps.received_by', detail.received_by)}
      {detail.ended?.map((each) => (
        <div key={each.case_no}>{t('cases.ended_by_it', each)}</div>
      ))}
      {detail.papers &&
        detail.papers.length > 0 &&
        line('relief.papers', detail.papers.join(t('ui.list_comma')))}
      {detail.family && line('cases.family', t('cases.family_of', { ...detail.family }))}
      {detail.family_absent && line('cases.family_absent', detail.family_absent)}
      {detail.place && line('cases.posted_at', detail.place)}
      {detail.until_on && line('cases.posted_until', detail.until_on)}
      {detail.findings && line('cases.findings', detail.findings)}
      {act.amount_fen !== null && act.amount_fen !== undefined && (
        <div>
          <span className="muted">{t('cases.fault_of', { label: t('cases.amount') })}</span>
          <Money fen={act.amount_fen} />
        </div>
      )}
      {detail.missing &&
        detail.missing.length > 0 &&
        line('cases.notice_missing', detail.missing.map(names.material).join(t('ui.list_comma')))}
      {detail.other &&
        detail.other.length > 0 &&
        line('cases.notice_more', detail.other.join(t('ui.list_comma')))}
      {act.note && line(act.act === 'opine' ? 'cases.opinion_text' : 'cases.note', act.note)}
      {act.reasons.length > 0 && (
        <>
          <span className="muted">{t('cases.fault_of', { label: t('cases.reasons') })}</span>
          <ul className="plain-list">
            {act.reasons.map((reason) => (
              <li key={`${reason.field}${reason.text}`}>
                {reason.field && t('cases.fault_of', { label: names.field(reason.field) })}
                {reason.text}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Who did it, when, and in which round. */
export function useActMeta(): (act: ActLike) => string {
  const { t } = useTranslation();
  return (act) =>
    `${beijingTime(act.at)} · ${act.actor.name} · ${t(`app.role.${act.actor.role}`)}${act.round > 1 ? ` · ${t('cases.round', { count: act.round })}` : ''}`;
}

/** Every act so far, the latest first, with its whole record. */
export function ActTimeline({
  acts,
  names,
  received,
}: {
  acts: ActLike[];
  names: ActNames;
  received: string;
}) {
  const { t } = useTranslation();
  const text = useText();
  const meta = useActMeta();
  const entries: TimelineEntry[] = [...acts]
    .sort((a, b) => b.seq - a.seq)
    .map((act) => ({
      key: act.id,
      tone: toneOf(act),
      title: text(act.label),
      meta: meta(act),
      body: <ActRecord act={act} names={names} />,
    }));
  // The first thing that happened is no act of the flow, yet it is what a citizen asks about.
  entries.push({ key: 'received', title: t('cases.received_here'), meta: received, tone: 'plain' });
  return <Timeline entries={entries} />;
}
