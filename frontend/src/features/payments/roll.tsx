import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../api/client';
import type { Schemas } from '../../api/types';
import { monthOf, today } from '../../lib/dates';
import { shiftMonth } from '../../lib/periods';
import { randomId } from '../../lib/random';
import { Money } from '../../ui/money';
import { ProblemAlert } from '../../ui/problem-alert';

/** Puts a month of the recurring benefits on the list: this one or the next, nothing else is lawful. */
export function Roll({ onRolled }: { onRolled: (month: string) => void }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const [key, setKey] = useState(randomId);
  const roll = useMutation({
    mutationFn: (month: string) => api.post('/payment-rolls', { body: { month }, key: `${key}-${month}` }),
    onSuccess: (listed) => {
      // Done again it lists what was granted meanwhile.
      setKey(randomId());
      void queries.invalidateQueries({ queryKey: ['payments'] });
      void queries.invalidateQueries({ queryKey: ['entitlement'] });
      onRolled(listed.month);
    },
  });
  const ask = (month: string) =>
    modal.confirm({
      title: t('payments.roll_title', { month }),
      content: t('payments.roll_detail'),
      okText: t('payments.roll_now'),
      cancelText: t('ui.cancel'),
      // A refusal is shown on the page, not in the closed question.
      onOk: () => roll.mutateAsync(month).catch(() => undefined),
    });
  const month = monthOf(today());
  const listed = roll.data;
  return (
    <>
      <div className="act-bar">
        {[month, shiftMonth(month, 1)].map((each, place) => (
          <Button key={each} type={place === 1 ? 'primary' : 'default'} onClick={() => ask(each)}>
            {t(place === 0 ? 'payments.roll_this' : 'payments.roll_next', { month: each })}
          </Button>
        ))}
      </div>
      <ProblemAlert error={roll.error} />
      <div role="status">
        {listed && (
          <Alert
            className="problem"
            type="success"
            showIcon
            title={t('payments.rolled', { month: listed.month, count: listed.listed })}
            description={
              <>
                {t('payments.rolled_due')} <Money fen={listed.month_fen} unit /> ·{' '}
                {t('payments.rolled_arrears')} <Money fen={listed.arrears_fen} unit /> ·{' '}
                {t('payments.rolled_kept')} <Money fen={listed.kept_back_fen} unit /> ·{' '}
                {t('payments.rolled_already', { count: listed.already })}
              </>
            }
          />
        )}
        {listed && <NotPaid roll={listed} />}
      </div>
    </>
  );
}

/** Who is not paid by this list, or cannot be, by name. */
function NotPaid({ roll }: { roll: Schemas['PaymentRoll'] }) {
  const { t } = useTranslation();
  return (
    <>
      {roll.held_count > 0 && (
        <Alert
          className="problem"
          type="error"
          showIcon
          title={
            <>
              {t('payments.held', { count: roll.held_count })} <Money fen={roll.held_fen} unit />
            </>
          }
          description={
            <Named of={roll.held} words={({ problem }) => t(`payments.held_because.${problem}`)} />
          }
        />
      )}
      {roll.without_account_count > 0 && (
        <Alert
          className="problem"
          type="warning"
          showIcon
          title={t('payments.rolled_without_account', { count: roll.without_account_count })}
          description={<Named of={roll.without_account} />}
        />
      )}
    </>
  );
}

interface NamedRow {
  id: string;
  case_no: string;
  recipient: { name: string };
  amount_fen: number;
}

function Named<R extends NamedRow>({ of, words }: { of: R[]; words?: (row: R) => string }) {
  return (
    <ul>
      {of.map((row) => (
        <li key={row.id}>
          <Link to={`/entitlements/${row.id}`}>{row.recipient.name}</Link> {row.case_no}{' '}
          <Money fen={row.amount_fen} unit /> {words?.(row)}
        </li>
      ))}
    </ul>
  );
}
