import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evaluation, PolicyInput } from '../../api/types';
import { useText } from '../../i18n';
import { defaultFacts, type Facts, factsToSend } from '../../lib/fact-form';
import { EvaluationLines } from '../../ui/evaluation-lines';
import { FactsForm } from '../../ui/facts-form';
import { formErrors } from '../../ui/form-errors';
import { Money } from '../../ui/money';
import { ProblemAlert } from '../../ui/problem-alert';
import './policies.css';

export interface Tried {
  evaluation?: Evaluation | null;
  errors: { pointer: string; message: string }[];
}

interface Props {
  inputs: PolicyInput[];
  on: string;
  run: (facts: Facts, on: string) => Promise<Tried>;
  /** Why it can not be tried now. */
  hindrance?: string | null;
}

/** Invented facts against the real rules. Nothing is recorded, so nothing is known: even running totals are typed. */
export function TryIt({ inputs, on, run: evaluate, hindrance }: Props) {
  const { t } = useTranslation();
  const dayId = useId();
  const [form] = Form.useForm();
  const typed = useMemo(() => inputs.map((input) => ({ ...input, source: 'entered' as const })), [inputs]);
  const [facts, setFacts] = useState<Facts>(() => defaultFacts(typed));
  const [day, setDay] = useState(on);
  const show = (errors: unknown) => form.setFields(formErrors(errors, 'facts') as never);
  const run = useMutation({
    mutationFn: () => evaluate(factsToSend(typed, facts), day),
    onSuccess: show,
    onError: show,
  });
  const check = () =>
    form
      .validateFields()
      .then(() => run.mutate())
      .catch(() => undefined);
  return (
    <section className="sticky-side no-print try-it" aria-labelledby="try-it">
      <h2 id="try-it">{t('policies.try')}</h2>
      <p className="muted">{t('policies.try_detail')}</p>
      <div className="try-day">
        <label htmlFor={dayId}>{t('policies.try_on')}</label>
        <Input id={dayId} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
      </div>
      <FactsForm form={form} inputs={typed} facts={facts} onChange={setFacts} />
      {hindrance && <p className="fails">{hindrance}</p>}
      <Button type="primary" loading={run.isPending} disabled={Boolean(hindrance)} onClick={check}>
        {t('policies.calculate')}
      </Button>
      <div aria-live="polite" className="below">
        <ProblemAlert error={run.error} hideFieldErrors />
        {(run.data?.errors.length ?? 0) > 0 && <p className="fails">{t('policies.facts_wrong')}</p>}
        {run.data?.evaluation && <Outcome evaluation={run.data.evaluation} />}
      </div>
    </section>
  );
}

function Outcome({ evaluation }: { evaluation: Evaluation }) {
  const { t } = useTranslation();
  const textOf = useText();
  return (
    <>
      <p className="muted">{t('policies.computed_on', { on: evaluation.on })}</p>
      <EvaluationLines evaluation={evaluation} />
      {(evaluation.parts?.length ?? 0) > 0 && (
        <table className="calc" aria-label={t('policies.parts')}>
          <tbody>
            {evaluation.parts?.map((part) => (
              <tr key={part.code}>
                <th scope="row">
                  {textOf(part.label)} <span className="muted">{t(`policies.period.${part.period}`)}</span>
                </th>
                <td className="num">
                  <Money fen={part.amount_fen} unit />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {evaluation.min_fen !== evaluation.max_fen && (
        <p>
          {t('policies.range')} <Money fen={evaluation.min_fen} unit /> –{' '}
          <Money fen={evaluation.max_fen} unit />
        </p>
      )}
    </>
  );
}
