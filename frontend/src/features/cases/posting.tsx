import { Alert, Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Case } from '../../api/types';
import { useText } from '../../i18n';

/** The notice in the village: whether it hangs, how long yet, and the sheet to hang up. */
export function Posting({ case: found }: { case: Case }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { posting } = found;
  if (found.stage !== 'posting') return null;
  const days = posting && { from: posting.posted_on, until: posting.until_on, place: posting.place };
  return (
    <Alert
      className="problem"
      type={posting?.over ? 'success' : 'info'}
      showIcon
      title={days ? t(posting?.over ? 'steps.posted_over' : 'steps.posted_until', days) : t('steps.to_post')}
      action={
        <Button size="small" onClick={() => navigate(`/cases/${found.id}/print/preliminary_notice`)}>
          {t('steps.print_notice')}
        </Button>
      }
    />
  );
}

/** The limits that run now, each with what it rests on; one without a basis is a promise. */
export function Limits({ case: found }: { case: Case }) {
  const { t } = useTranslation();
  const text = useText();
  const running = found.clocks.filter((clock) => clock.state !== 'stopped');
  if (running.length === 0) return null;
  return (
    <section aria-label={t('steps.limits')}>
      <h2>{t('steps.limits')}</h2>
      <ul className="plain-list">
        {running.map((clock) => (
          <li key={`${clock.code}${clock.started_on}`}>
            {t('steps.limit_of', {
              label: text(clock.label),
              limit: t(`steps.limit.${clock.limit.unit}`, { count: clock.limit.amount }),
              due: clock.due_on,
            })}{' '}
            {clock.extended && <Tag color="orange">{t('steps.extended')}</Tag>}
            <small className="muted">
              {clock.basis.length > 0
                ? clock.basis.map((cited) => text(cited.text)).join(t('ui.list_comma'))
                : t('steps.promised')}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
