import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../../api/session';
import { draftKey } from '../../lib/drafts';
import { READ_FIRST } from '../../lib/keyboard';
import { randomId } from '../../lib/random';
import { useShortcuts } from '../../lib/shortcuts';
import { upTo } from '../../lib/up-to';
import { useFormDraft } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { ProblemAlert } from '../../ui/problem-alert';
import { NotReady } from './hearing';
import { type DecisionResult, decide, type Outcome, type Proposed } from './queries';
import { BeforeAfter, Difference } from './steps';

interface Props {
  rows: Proposed[];
  outcome: Outcome;
  onClose: () => void;
  onDone: (results: DecisionResult[], outcome: Outcome) => void;
}

/** Asked once for all that are chosen; a rejection says why. */
export function DecideDialog({ rows, outcome, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason?: string }>();
  // Of the same proposals: a reason for others is not theirs.
  const which = `${rows[0]?.id}.${rows.length}`;
  const draft = useFormDraft(draftKey(useUser().id, `proposals.${outcome}.${which}`), form);
  // The same words sent again are the same act; changed words are another one.
  const [key, setKey] = useState(randomId);
  const sending = useMutation({
    mutationFn: (reason: string) => decide(rows, outcome, reason, key),
    onSuccess: (results) => {
      draft.drop();
      onDone(results, outcome);
    },
    onError: (problem) => form.setFields(formErrors(problem) as never),
  });
  const rejects = outcome === 'reject';
  useShortcuts({ send: form.submit });
  return (
    <Modal
      open
      title={t(`entitlements.${outcome}_title`, { count: rows.length })}
      okText={t(`entitlements.${outcome}`)}
      okButtonProps={{ danger: rejects }}
      cancelText={t('ui.cancel')}
      confirmLoading={sending.isPending}
      onOk={form.submit}
      onCancel={draft.leave(onClose)}
      afterOpenChange={(open) => open && form.getFieldInstance('reason')?.focus(READ_FIRST)}
    >
      <ProblemAlert error={sending.error} hideFieldErrors />
      <ul className="plain-list decided-rows">
        {rows.map((row) => (
          <li key={row.id}>
            <strong>{row.person.name}</strong>{' '}
            {row.proposed && (
              <>
                {t(`entitlements.kinds.${row.proposed.kind}`)}{' '}
                {t('entitlements.period_open', { from: row.proposed.from_month })}{' '}
                <BeforeAfter before={row.proposed.before_fen} after={row.proposed.after_fen} />{' '}
                {row.proposed.difference_fen !== 0 && <Difference fen={row.proposed.difference_fen} />}
                {row.proposed.reason && (
                  <div className="muted">{t('entitlements.because', { reason: row.proposed.reason })}</div>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {draft.note}
      {!rejects && <NotReady rows={rows} />}
      {!rejects && <p>{t('entitlements.confirm_detail')}</p>}
      <Form
        form={form}
        name="decision"
        layout="vertical"
        initialValues={draft.begun}
        onValuesChange={(changed, all) => {
          setKey(randomId());
          draft.keep(changed, all);
        }}
        onFinish={({ reason }) => !sending.isPending && sending.mutate(reason?.trim() ?? '')}
      >
        {rejects && (
          <Form.Item
            name="reason"
            label={t('entitlements.reject_reason')}
            rules={[{ required: true, whitespace: true, message: t('ui.required') }]}
          >
            <Input.TextArea rows={3} {...upTo(500)} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
