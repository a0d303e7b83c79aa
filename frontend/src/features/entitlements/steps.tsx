import { useTranslation } from 'react-i18next';
import type { Evaluation } from '../../api/types';
import { formatFen } from '../../lib/money';
import { EvaluationLines } from '../../ui/evaluation-lines';
import { Money } from '../../ui/money';
import { FactChanges } from './fact-changes';
import type { Benefit, Change } from './queries';
import { RuleChanges } from './rule-changes';

interface StepLike {
  from_month: string;
  until_month?: string | null;
  before_fen: number;
  after_fen: number;
  difference_fen: number;
  /** It is not paid: the sums are what would be. */
  suspended?: boolean;
  determination?: Evaluation | null;
  facts?: Change['facts'];
  rule?: Change['rule'];
}

/** Arrears above, over-payment below nothing: said, not signed. */
export function Difference({ fen }: { fen: number }) {
  const { t } = useTranslation();
  if (fen === 0) return t('entitlements.none_of');
  const amount = formatFen(Math.abs(fen));
  return (
    <span className={fen > 0 ? undefined : 'overpaid'}>
      {t(fen > 0 ? 'entitlements.arrears_of' : 'entitlements.overpaid_of', { amount })}
    </span>
  );
}

/** Due a month before and after. */
export function BeforeAfter({ before, after }: { before: number; after: number }) {
  const { t } = useTranslation();
  return (
    <span className="nowrap">
      <span className="sr-only">{t('entitlements.before')} </span>
      <Money fen={before} /> <span aria-hidden>→</span>
      <span className="sr-only"> {t('entitlements.after')}</span>{' '}
      <strong>
        <Money fen={after} />
      </strong>
    </span>
  );
}

export function usePeriod() {
  const { t } = useTranslation();
  return ({ from_month: from, until_month: until }: Pick<StepLike, 'from_month' | 'until_month'>) =>
    until ? t('entitlements.period', { from, until }) : t('entitlements.period_open', { from });
}

/** The sheet of one computation, folded away until somebody asks how the sum came about. */
export function Sheet({ of, open }: { of: Evaluation | null | undefined; open?: boolean }) {
  const { t } = useTranslation();
  if (!of) return null;
  return (
    <details className="fold" open={open}>
      <summary>{t('entitlements.sheet')}</summary>
      <EvaluationLines evaluation={of} />
    </details>
  );
}

interface StepsProps {
  steps: StepLike[];
  folded?: boolean;
  /** Where it is one benefit's: whose policy names the facts. */
  benefit?: Pick<Benefit, 'policy_code' | 'division'>;
}

/** What a change does, one period after the other. */
export function Steps({ steps, folded, benefit }: StepsProps) {
  const { t } = useTranslation();
  const period = usePeriod();
  return (
    <ol className="steps">
      {steps.map((step) => (
        <li key={step.from_month}>
          <div className="step-head">
            <strong>{period(step)}</strong>
            <span>
              {t('entitlements.each_month')} <BeforeAfter before={step.before_fen} after={step.after_fen} />
            </span>
            {step.suspended && <span>{t('entitlements.while_suspended')}</span>}
            <span>
              {t('entitlements.difference')} <Difference fen={step.difference_fen} />
            </span>
          </div>
          {benefit && <FactChanges of={step.facts} benefit={benefit} />}
          <RuleChanges of={step.rule} />
          <Sheet of={step.determination} open={steps.length === 1 && !folded} />
        </li>
      ))}
    </ol>
  );
}
