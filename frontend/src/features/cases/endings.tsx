import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Tag } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { caseQuery } from '../../api/resources/cases';
import { useCan } from '../../api/session';
import type { Case, Schemas } from '../../api/types';
import { useText } from '../../i18n';
import { randomId } from '../../lib/random';
import { Money } from '../../ui/money';
import { ProblemAlert } from '../../ui/problem-alert';

type Ending = Schemas['CaseEnding'];

/** What approving the case would end: whoever has it is heard first, on the page of that benefit. */
export function Endings({ case: found }: { case: Case }) {
  const { t } = useTranslation();
  if (found.endings.length === 0) return null;
  return (
    <Alert
      className="problem"
      type="warning"
      showIcon
      title={t('cases.endings.title')}
      description={
        <ul className="plain-list">
          {found.endings.map((ending) => (
            <One key={ending.id} case={found} ending={ending} />
          ))}
        </ul>
      }
    />
  );
}

function One({ case: found, ending }: { case: Case; ending: Ending }) {
  const { t } = useTranslation();
  const text = useText();
  const allowed = useCan();
  const queries = useQueryClient();
  const attempt = useRef(randomId());
  const proposing = useMutation({
    mutationFn: () =>
      api.post('/entitlements/{id}/changes', {
        path: { id: ending.id },
        version: ending.version,
        key: attempt.current,
        body: {
          kind: 'end',
          from_month: ending.from_month,
          reason: t('cases.endings.reason', { no: found.case_no }),
        },
      }),
    onSettled: () => {
      attempt.current = randomId();
      void queries.invalidateQueries({ queryKey: caseQuery(found.id).queryKey });
      void queries.invalidateQueries({ queryKey: ['entitlement', ending.id] });
    },
  });
  const proposes =
    ending.hearing === 'needed' && !ending.change_id && allowed('entitlement.propose') && !found.outcome;
  return (
    <li>
      {t('cases.endings.one', { title: text(ending.title), no: ending.case_no, from: ending.from_month })}{' '}
      <Money fen={ending.monthly_fen} unit />{' '}
      <Tag color={['heard', 'not_needed'].includes(ending.hearing) ? 'green' : 'red'}>
        {t(`cases.endings.hearing.${ending.hearing}`)}
      </Tag>
      {ending.posting !== 'not_needed' && (
        <Tag color={ending.posting === 'over' ? 'green' : 'red'}>
          {t(`cases.endings.posting.${ending.posting}`)}
        </Tag>
      )}
      <ProblemAlert error={proposing.error} />
      {proposes && (
        <Button size="small" loading={proposing.isPending} onClick={() => proposing.mutate()}>
          {t('cases.endings.propose')}
        </Button>
      )}{' '}
      {allowed('entitlement.read') && (
        <Link to={`/entitlements/${ending.id}`}>{t('cases.endings.hear')}</Link>
      )}
    </li>
  );
}
