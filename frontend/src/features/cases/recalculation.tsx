import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { Case } from '../../api/types';
import { EvaluationLines } from '../../ui/evaluation-lines';
import { usePolicyName } from '../../ui/policy-name';
import { ProblemAlert } from '../../ui/problem-alert';

/** The sum computed once more by the rule of its day; anyone may see that it comes out. */
export function Recalculation({ case: found }: { case: Case }) {
  const { t } = useTranslation();
  const policyName = usePolicyName();
  const again = useMutation({
    mutationFn: () => api.get('/cases/{id}/recalculation', { path: { id: found.id } }),
  });
  const both = again.data;
  return (
    <div role="status">
      <Button loading={again.isPending} onClick={() => again.mutate()}>
        {t('cases.recalculate')}
      </Button>
      <ProblemAlert error={again.error} />
      {both && (
        <Alert
          className="problem"
          showIcon
          type={both.same ? 'success' : 'error'}
          title={t(both.same ? 'cases.recalculated_same' : 'cases.recalculated_differs', {
            version: policyName(both.policy_version),
            on: both.on,
          })}
          description={!both.same && both.again && <EvaluationLines evaluation={both.again} />}
        />
      )}
    </div>
  );
}
