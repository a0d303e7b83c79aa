import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { randomId } from '../../lib/random';
import { Money } from '../../ui/money';
import { ProblemAlert } from '../../ui/problem-alert';
import { type BatchRow, type Drafts, isContested, type Mode, startingAmount } from './drafts';

interface Props {
  mode: Mode;
  ready: BatchRow[];
  drafts: Drafts;
  held: number;
  busy: boolean;
  error: unknown;
  onSend: (key: string) => void;
  onClose: () => void;
}

/** The last look before a legal act on many rows: how many of what, and the sum. */
export function SendDialog({ mode, ready, drafts, held, busy, error, onSend, onClose }: Props) {
  const { t } = useTranslation();
  // One key for one set of answers: pressing again after a broken line repeats, it does not decide twice.
  const [key] = useState(randomId);
  const count = (answer: string) => ready.filter((row) => drafts[row.case_id]?.answer === answer).length;
  const against = ready.filter((row) => isContested(row) && drafts[row.case_id]?.answer === 'agree');
  const sum = ready.reduce((total, row) => {
    const draft = drafts[row.case_id];
    return draft?.answer === 'agree' ? total + (draft.amount_fen ?? startingAmount(row)) : total;
  }, 0);
  return (
    <Modal
      open
      title={t(`batches.send_title.${mode}`, { count: ready.length })}
      okText={t('batches.send_now')}
      cancelText={t('ui.cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: ready.length === 0, autoFocus: true }}
      onOk={() => onSend(key)}
      onCancel={onClose}
    >
      <ProblemAlert error={error} />
      <ul>
        <li>
          {t('batches.send_agree', { count: count('agree') })} <Money fen={sum} unit />
        </li>
        <li>{t('batches.send_return', { count: count('return') })}</li>
        <li>{t('batches.send_refuse', { count: count('refuse') })}</li>
      </ul>
      {against.length > 0 && (
        <p className="batch-fault">
          {t('batches.send_against', {
            count: against.length,
            names: against.map((row) => row.applicant_name).join(t('ui.list_comma')),
          })}
        </p>
      )}
      <p>{t(`batches.send_effect.${mode}`)}</p>
      {held > 0 && <p>{t('batches.send_held', { count: held })}</p>}
    </Modal>
  );
}
