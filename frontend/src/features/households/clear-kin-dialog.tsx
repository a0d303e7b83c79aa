import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { isProblem } from '../../api/problem';
import { useUser } from '../../api/session';
import type { Household, Schemas } from '../../api/types';
import { draftKey } from '../../lib/drafts';
import { randomId } from '../../lib/random';
import { upTo } from '../../lib/up-to';
import { useFormDraft } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { ProblemAlert } from '../../ui/problem-alert';

interface Props {
  household: Household;
  onClose: () => void;
  onStale: () => void;
  onCleared: (household: Schemas['HouseholdDetail']) => void;
}

/** Taking the mark of staff kin back is the leader's act, and says why. */
export function ClearKinDialog({ household, onClose, onStale, onCleared }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const draft = useFormDraft(draftKey(useUser().id, `kin.${household.id}`), form);
  const [key, setKey] = useState(randomId);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const clear = async ({ reason }: { reason: string }) => {
    setBusy(true);
    setError(null);
    try {
      const path = { id: household.id };
      const body = { reason: reason.trim() };
      const version = household.version;
      const cleared = await api.post('/households/{id}/kin-clearances', { path, version, key, body });
      draft.drop();
      onCleared(cleared);
    } catch (problem) {
      setError(problem);
      form.setFields(formErrors(problem) as never);
      if (isProblem(problem) && problem.status === 412) onStale();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('households.clear_kin')}
      okText={t('households.clear_kin')}
      cancelText={t('ui.cancel')}
      onOk={form.submit}
      onCancel={draft.leave(onClose)}
      confirmLoading={busy}
    >
      <p>{t('households.clear_kin_note')}</p>
      <ProblemAlert error={error} hideFieldErrors />
      {draft.note}
      <Form
        form={form}
        name="kin"
        layout="vertical"
        initialValues={draft.begun}
        onFinish={clear}
        onValuesChange={(changed, all) => {
          setKey(randomId());
          draft.keep(changed, all);
        }}
      >
        <Form.Item
          name="reason"
          label={t('households.clear_kin_reason')}
          rules={[{ required: true, whitespace: true, message: t('ui.required') }]}
        >
          <Input.TextArea rows={3} {...upTo(200)} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
