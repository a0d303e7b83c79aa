import { useTranslation } from 'react-i18next';
import { useText } from '../../../i18n';
import { labelOf } from '../in-words';
import type { PolicyDocument } from '../queries';
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
          <div className="muted">{rule.clause}</div>
          {rule.note && <div>{textOf(rule.note)}</div>}
          <Formula document={document} label={t('policies.when')} cel={rule.when} />
          <Formula document={document} label={t('policies.formula')} cel={rule.formula} />
        </li>
      ))}
    </ol>
  );
}

/** What comes out: for whom and how often, the sums, the reasons given, what stops it and what excludes it. */
export function Result({ document }: { document: PolicyDocument }) {
  const { t } = useTranslation();
  const textOf = useText();
  const { result } = document;
  const months = (count: number | null | undefined, key: string) =>
    count ? <li>{t(`policies.${key}`, { count })}</li> : null;
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
        {months(result.recheck_months, 'recheck')}
        {months(result.grace_months, 'grace')}
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
              <li key={ground.code}>{textOf(ground.text)}</li>
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
                {t(`policies.exclusion.${exclusion.rule}`)} <span className="muted">{exclusion.clause}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
