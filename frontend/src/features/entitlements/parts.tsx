import { Alert, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '../../api/session';
import type { Benefit, BenefitRow } from './queries';

const COLORS: Record<string, string> = {
  active: 'green',
  suspended: 'red',
  grace: 'orange',
  ended: 'default',
};

/** The state in words; the colour only helps. What runs and gives nothing is to be ended by somebody. */
export function StateTag({ of, fen }: { of: string; fen?: number }) {
  const { t } = useTranslation();
  return (
    <>
      <Tag color={COLORS[of] ?? 'processing'}>{t(`entitlements.states.${of}`)}</Tag>
      {of === 'active' && fen === 0 && <Tag color="gold">{t('entitlements.gives_nothing')}</Tag>}
    </>
  );
}

type Paid = Pick<BenefitRow, 'recipient_problem' | 'account_missing' | 'state'>;

/** Why the recipient cannot be paid, short; what has ended is paid to nobody. */
export function RecipientTags({ row }: { row: Paid }) {
  const { t } = useTranslation();
  if (row.state === 'ended') return null;
  return (
    <>
      {row.recipient_problem && (
        <Tag color="red">{t(`entitlements.recipient_problems.${row.recipient_problem}`)}</Tag>
      )}
      {row.account_missing && <Tag color="orange">{t('entitlements.account_missing')}</Tag>}
    </>
  );
}

/** The same in whole sentences, with what is to be done. */
export function RecipientAlerts({ benefit }: { benefit: Benefit }) {
  const { t } = useTranslation();
  const can = useCan();
  const { recipient_problem: problem, recipient } = benefit;
  const owed = benefit.state !== 'ended' || benefit.arrears_fen > 0;
  return (
    <>
      {problem && owed && (
        <Alert
          className="problem"
          type="error"
          showIcon
          title={t(`entitlements.held.${problem}`, { name: recipient.name })}
          description={t(`entitlements.held_way.${problem}`)}
        />
      )}
      {benefit.account_missing && owed && (
        <Alert
          className="problem"
          type="warning"
          showIcon
          title={t('entitlements.account_missing_of', { name: recipient.name })}
          description={
            can('person.read') && (
              <Link to={`/persons/${recipient.id}`}>{t('entitlements.register_account')}</Link>
            )
          }
        />
      )}
    </>
  );
}
