import { Descriptions, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AllowedAct, Case } from '../../api/types';
import { useText } from '../../i18n';
import { ActRecord, useActMeta } from '../../ui/act-record';
import { Findings } from '../../ui/findings';
import { Money } from '../../ui/money';
import { Warnings } from '../../ui/warnings';
import { useActNames } from './case-timeline';
import { lastReturn, proposedFen } from './remarks';

/** What others looked into or said in this round, which the next person answers for. */
const HEARD = new Set([
  'check',
  'information_check',
  'opine',
  'review_agree',
  'review_oppose',
  'complaint',
  'county_visit',
  'examine_agree',
  'examine_refuse',
]);

/** Whom and what the act is about, what was found and said so far, and what it will do. */
export function ActContext({ case: found, act }: { case: Case; act: AllowedAct }) {
  const { t } = useTranslation();
  const text = useText();
  const names = useActNames(found);
  const meta = useActMeta();
  const { applicant } = found;
  const heard = found.acts.filter((each) => each.round === found.round && HEARD.has(each.act));
  const returned = lastReturn(found.acts, found.round);
  const sum = found.amount_fen ?? proposedFen(found);
  const effect = t(`cases.effect.${act.act}`, { defaultValue: '' });
  return (
    <>
      <Descriptions
        className="act-context"
        size="small"
        bordered
        column={1}
        items={[
          {
            key: 'person',
            label: t('cases.applicant'),
            children: `${applicant.name} · ${applicant.citizen_id} · ${applicant.division.name}`,
          },
          { key: 'item', label: t('cases.item'), children: text(found.item_title) },
          {
            key: 'sum',
            label: t('cases.amount_now'),
            children: sum === null ? t('cases.amount_unknown') : <Money fen={sum} unit />,
          },
        ]}
      />
      <Warnings of={found.warnings} />
      <Findings of={found.findings} />
      {heard.length > 0 && (
        <details className="problem" open>
          <summary>{t('cases.heard')}</summary>
          {heard.map((each) => (
            <div key={each.id} className="heard">
              <strong>{text(each.label)}</strong> <span className="muted">{meta(each)}</span>
              <ActRecord act={each} names={names} />
            </div>
          ))}
        </details>
      )}
      {returned && (
        <div className="heard problem">
          <Tag color="orange">{t('cases.returned')}</Tag> <span className="muted">{meta(returned)}</span>
          <ActRecord act={returned} names={names} />
        </div>
      )}
      {effect && <p className="effect">{effect}</p>}
    </>
  );
}
