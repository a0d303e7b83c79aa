import { useTranslation } from 'react-i18next';
import { useText } from '../../../i18n';
import { permilleText } from '../../../lib/facts';
import { labelOf } from '../in-words';
import type { PolicyDocument } from '../queries';
import { Cites } from './cites';
import { Formula } from './formula';

export function Rules({ document }: { document: PolicyDocument }) {
  const { t } = useTranslation();
  const textOf = useText();
  return (
    <ol className="rules">
      {document.rules.map((rule) => (
        <li key={rule.name}>
          <strong>{textOf(rule.label)}</strong> <code>{rule.name}</code>{' '}
          <span className="muted">{t(`policies.type.${rule.unit}`, { defaultValue: rule.unit })}</span>
          <div className="muted">
            <Cites of={rule.basis} />
          </div>
          {rule.note && <div>{textOf(rule.note)}</div>}
          <Formula document={document} label={t('policies.when')} cel={rule.when} />
          <Formula document={document} label={t('policies.formula')} cel={rule.formula} />
        </li>
      ))}
    </ol>
  );
}

type Basis = Parameters<typeof Cites>[0]['of'];

function CitedBelow({ of }: { of: Basis }) {
  return (
    <span className="muted">
      <Cites of={of} />
    </span>
  );
}

/** What comes out: for whom and how often, the sums, the reasons given, what stops it and what excludes it. */
export function Result({ document }: { document: PolicyDocument }) {
  const { t } = useTranslation();
  const textOf = useText();
  const { result } = document;
  const months = (count: number | null | undefined, key: string, basis: Basis) =>
    count ? (
      <li>
        {t(`policies.${key}`, { count })} <CitedBelow of={basis} />
      </li>
    ) : null;
  return (
    <>
      <ul className="explanation">
        <li>
          {t(`policies.per.${result.per}`)} · {t(`policies.period.${result.period}`)}
        </li>
        {result.yearly_cap && (
          <li>
            {t('policies.cap')} {textOf(labelOf(document, result.yearly_cap)) || result.yearly_cap}
          </li>
        )}
        {result.begins?.map((one) => (
          <li key={`${one.from} ${one.when}`}>
            {t(`policies.begins_from.${one.from}`)} <CitedBelow of={one.basis} />
            <Formula document={document} label={t('policies.when')} cel={one.when} />
          </li>
        ))}
        {months(result.recheck_months, 'recheck', result.recheck_basis)}
        {result.recheck_sooner && (
          <li>
            {t('policies.recheck_sooner', { count: result.recheck_sooner.months })}
            <Formula document={document} label={t('policies.when')} cel={result.recheck_sooner.when} />
          </li>
        )}
        {months(result.grace_months, 'grace', result.grace_basis)}
        {result.recovery_permille && (
          <li>
            {t('policies.recovery', { share: permilleText(result.recovery_permille) })}{' '}
            <CitedBelow of={result.recovery_basis} />
          </li>
        )}
      </ul>
      <Formula document={document} label={t('policies.eligible')} cel={result.eligible} />
      <Formula document={document} label={t('policies.amount')} cel={result.amount} />
      <Formula document={document} label={t('policies.least')} cel={result.min} />
      <Formula document={document} label={t('policies.most')} cel={result.max} />
      {(result.parts?.length ?? 0) > 0 && (
        <>
          <h3>{t('policies.parts')}</h3>
          <ul className="rules">
            {result.parts?.map((part) => (
              <li key={part.code}>
                {textOf(part.label)} <span className="muted">{t(`policies.period.${part.period}`)}</span>
                <Formula document={document} label={t('policies.amount')} cel={part.amount} />
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('policies.reasons')}</h3>
      <ol className="rules">
        {result.reasons.map((reason) => (
          <li key={reason.code}>
            {textOf(reason.text)}
            {reason.when === 'true' ? (
              <div className="muted">{t('policies.in_all_other_cases')}</div>
            ) : (
              <Formula document={document} label={t('policies.when')} cel={reason.when} />
            )}
          </li>
        ))}
      </ol>
      {(result.suspension?.length ?? 0) > 0 && (
        <>
          <h3>{t('policies.suspension')}</h3>
          <ul className="explanation">
            {result.suspension?.map((ground) => (
              <li key={ground.code}>
                {textOf(ground.text)} <CitedBelow of={ground.basis} />
              </li>
            ))}
          </ul>
        </>
      )}
      {(result.exclusions?.length ?? 0) > 0 && (
        <>
          <h3>{t('policies.exclusions')}</h3>
          <ul className="explanation">
            {result.exclusions?.map((exclusion) => (
              <li key={`${exclusion.policy}${exclusion.scheme}${exclusion.rule}`}>
                {exclusion.policy ??
                  t(`ui.scheme_of.${exclusion.scheme}`, { defaultValue: exclusion.scheme ?? '' })}{' '}
                {t(`policies.exclusion.${exclusion.rule}`)} <CitedBelow of={exclusion.basis} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
