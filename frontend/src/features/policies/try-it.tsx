import { useMutation } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyInput } from '../../api/types';
import { defaultFacts, type Facts, factsToSend } from '../../lib/fact-form';
import { EvaluationLines } from '../../ui/evaluation-lines';
import { FactsForm } from '../../ui/facts-form';
import { formErrors } from '../../ui/form-errors';
import { Money } from '../../ui/money';
import { ProblemAlert } from '../../ui/problem-alert';
import { evaluate } from './queries';

/** Invented facts against the real rules. Nothing is recorded, so nothing is known: even running totals are typed. */
export function TryIt({ code, inputs, on }: { code: string; inputs: PolicyInput[]; on: string }) {
  const { t } = useTranslation();
  const [form] = Form.useForm();
  const typed = useMemo(() => inputs.map((input) => ({ ...input, source: 'entered' as const })), [inputs]);
  const [facts, setFacts] = useState<Facts>(() => defaultFacts(typed));
  const run = useMutation({
    mutationFn: () => evaluate(code, factsToSend(typed, facts), on),
    onError: (error) => form.setFields(formErrors(error, 'facts') as never),
  });
  const check = () =>
    form
      .validateFields()
      .then(() => run.mutate())
      .catch(() => undefined);
  return (
    <section className="sticky-side no-print" aria-labelledby="try-it">
      <h2 id="try-it">{t('policies.try')}</h2>
      <p className="muted">{t('policies.try_detail')}</p>
      <FactsForm form={form} inputs={typed} facts={facts} onChange={setFacts} />
      <Button type="primary" loading={run.isPending} onClick={check}>
        {t('policies.calculate')}
      </Button>
      <div aria-live="polite" style={{ marginTop: 16 }}>
        <ProblemAlert error={run.error} hideFieldErrors />
        {run.data && (
          <>
            <EvaluationLines evaluation={run.data} />
            {run.data.min_fen !== run.data.max_fen && (
              <p>
                {t('policies.range')} <Money fen={run.data.min_fen} unit /> –{' '}
                <Money fen={run.data.max_fen} unit />
              </p>
            )}
          </>
        )}
      </div>
    </section>
  );
}
