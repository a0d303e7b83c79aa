import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/types';
import { useText } from '../../i18n';
import { factText } from '../../lib/facts';

/** In what the rule is another than the one the month was computed by: the reason where no fact has changed. */
export function RuleChanges({ of: change }: { of: Schemas['EntitlementRuleChange'] | null | undefined }) {
  const { t } = useTranslation();
  const text = useText();
  if (!change) return null;
  const { version_before: before, version_after: after, parameters } = change;
  const words = { yes: t('ui.yes'), no: t('ui.no') };
  return (
    <>
      <div className="muted">{t('entitlements.rule_changed')}</div>
      <ul className="plain-list">
        {before !== after && (
          <li>
            {t('entitlements.policy_version')}: {before} → <strong>{after}</strong>
          </li>
        )}
        {parameters.map((parameter) => {
          const say = (value: number | null | undefined) =>
            factText({ type: parameter.unit }, value, text, words);
          return (
            <li key={parameter.label.zh}>
              {text(parameter.label)}:{' '}
              {parameter.before === null && parameter.after === null ? (
                t('entitlements.set_anew')
              ) : (
                <>
                  {say(parameter.before)} → <strong>{say(parameter.after)}</strong>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
