import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/types';
import { useText } from '../../i18n';
import { factText } from '../../lib/facts';
import { type Benefit, policyInputsQuery } from './queries';

type FactChange = Schemas['EntitlementFactChange'];

/** In what a computation stands on other facts than the one before it, by the names the policy gives them. */
export function FactChanges({
  of: changes,
  benefit,
}: {
  of: FactChange[] | undefined;
  benefit: Pick<Benefit, 'policy_code' | 'division'>;
}) {
  const { t } = useTranslation();
  const text = useText();
  const inputs = useQuery({
    ...policyInputsQuery(benefit.policy_code, benefit.division.code),
    enabled: Boolean(changes?.length),
  });
  if (!changes?.length) return null;
  const line = ({ fact, before, after }: FactChange) => {
    const input = inputs.data?.find((known) => known.name === fact);
    const say = (value: unknown) => factText(input, value, text, { yes: t('ui.yes'), no: t('ui.no') });
    return (
      <li key={fact}>
        {text(input?.label) || fact}: {say(before)} → <strong>{say(after)}</strong>
      </li>
    );
  };
  return (
    <>
      <div className="muted">{t('entitlements.facts_changed')}</div>
      <ul className="plain-list">{changes.map(line)}</ul>
    </>
  );
}
