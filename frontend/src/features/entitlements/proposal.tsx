import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DecideDialog } from './decide-dialog';
import { Hearing } from './hearing';
import { Proposed } from './proposed';
import { ProposedWords } from './proposed-words';
import { type Benefit, benefitQuery, type DecisionResult, type Outcome } from './queries';
import { succeeded } from './words';

/** What waits for its decision, at the head of the page; whoever may decide does it here. */
export function Proposal({ benefit }: { benefit: Benefit }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Outcome | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const { proposed } = benefit;
  const done = (results: DecisionResult[], outcome: Outcome) => {
    setAsking(null);
    const failed = results.find((result) => !succeeded(result));
    setFault(failed ? (failed.message ?? failed.code ?? String(failed.status)) : null);
    if (!failed) message.success(t(`entitlements.done.${outcome}`));
    void queries.invalidateQueries({ queryKey: benefitQuery(benefit.id).queryKey });
    void queries.invalidateQueries({ queryKey: ['entitlements'] });
  };
  return (
    <>
      {fault && <Alert className="problem" type="error" showIcon title={fault} />}
      {proposed && (
        <Alert
          className="problem proposal"
          type="warning"
          showIcon
          title={t('entitlements.proposed', { kind: t(`entitlements.kinds.${proposed.kind}`) })}
          description={
            <>
              <ProposedWords row={benefit} />
              <Proposed folded benefit={benefit} />
              {proposed.reason && <p>{t('entitlements.because', { reason: proposed.reason })}</p>}
              <p className="muted">
                {t('entitlements.proposed_by', { name: proposed.proposed_by, on: proposed.proposed_on })}
              </p>
              <Hearing benefit={benefit} />
              {benefit.allowed_actions.includes('decide') && (
                <div className="act-bar below">
                  <Button type="primary" onClick={() => setAsking('confirm')}>
                    {t('entitlements.confirm')}
                  </Button>
                  <Button danger onClick={() => setAsking('reject')}>
                    {t('entitlements.reject')}
                  </Button>
                </div>
              )}
            </>
          }
        />
      )}
      {asking && (
        <DecideDialog rows={[benefit]} outcome={asking} onClose={() => setAsking(null)} onDone={done} />
      )}
    </>
  );
}
