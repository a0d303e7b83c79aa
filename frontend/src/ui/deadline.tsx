import { Popover, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { deadlineTone } from '../lib/deadline';

export interface DeadlineExplanation {
  rule: { zh: string; en: string };
  counted_from: string;
  skipped: { from: string; to: string; reason: string; holiday?: string | null }[];
  paused: { from: string; until?: string | null }[];
  worked_weekends: string[];
}

interface Props {
  dueOn: string | null | undefined;
  dueInWorkingDays: number | null | undefined;
  provisional: boolean;
  explanation?: DeadlineExplanation | null;
}

const COLORS = { none: 'default', calm: 'default', soon: 'orange', overdue: 'red' } as const;

/** The due date, how near it is in words (never by colour alone), and on demand why it is that day. */
export function Deadline({ dueOn, dueInWorkingDays, provisional, explanation }: Props) {
  const { t, i18n } = useTranslation();
  if (!dueOn) return <span>—</span>;
  const tone = deadlineTone(dueInWorkingDays);
  const left =
    dueInWorkingDays === null || dueInWorkingDays === undefined
      ? null
      : dueInWorkingDays < 0
        ? t('ui.overdue_days', { count: -dueInWorkingDays })
        : dueInWorkingDays === 0
          ? t('ui.due_today')
          : t('ui.days_left', { count: dueInWorkingDays });
  const badge = (
    <>
      <span className="nowrap">{dueOn}</span>
      {left && <Tag color={COLORS[tone]}>{left}</Tag>}
      {provisional && <Tag color="gold">{t('ui.provisional')}</Tag>}
    </>
  );
  if (!explanation) return <span className="deadline">{badge}</span>;
  return (
    <Popover
      trigger={['hover', 'focus', 'click']}
      title={t('ui.why_this_date')}
      content={
        <ul className="explanation">
          <li>{i18n.language === 'en' ? explanation.rule.en : explanation.rule.zh}</li>
          <li>{t('ui.counted_from', { day: explanation.counted_from })}</li>
          {explanation.skipped.map((span) => (
            <li key={span.from}>
              {t('ui.skipped', { span: span.from === span.to ? span.from : `${span.from} – ${span.to}` })}{' '}
              {span.holiday && `${t(`ui.holiday.${span.holiday}`, { defaultValue: span.holiday })} `}
              {span.reason && t(`ui.skip_reason.${span.reason}`, { defaultValue: span.reason })}
            </li>
          ))}
          {explanation.worked_weekends.length > 0 && (
            <li>{t('ui.worked_weekends', { days: explanation.worked_weekends.join(', ') })}</li>
          )}
          {explanation.paused.map((pause) => (
            <li key={pause.from}>
              {t('ui.paused', { from: pause.from, until: pause.until ?? t('ui.open_end') })}
            </li>
          ))}
          {provisional && <li>{t('ui.provisional_why')}</li>}
        </ul>
      }
    >
      <button
        type="button"
        className="deadline plain-button"
        aria-label={t('ui.deadline_label', { day: dueOn })}
      >
        {badge}
      </button>
    </Popover>
  );
}
