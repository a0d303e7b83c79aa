import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { Household, Schemas } from '../../api/types';
import { randomId } from '../../lib/random';
import { formErrors } from '../../ui/form-errors';
import { ProblemAlert } from '../../ui/problem-alert';

interface Props {
  household: Household;
  onClose: () => void;
  onCleared: (household: Schemas['HouseholdDetail']) => void;
}

/** Taking the mark of staff kin back is the leader's act, and says why. */
export function ClearKinDialog({ household, onClose, onCleared }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
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
      onCleared(await api.post('/households/{id}/kin-clearances', { path, version, key, body }));
    } catch (problem) {
      setError(problem);
      form.setFields(formErrors(problem) as never);
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
      onCancel={onClose}
      confirmLoading={busy}
    >
      <p>{t('households.clear_kin_note')}</p>
      <ProblemAlert error={error} hideFieldErrors />
      <Form form={form} layout="vertical" onFinish={clear} onValuesChange={() => setKey(randomId())}>
        <Form.Item
          name="reason"
          label={t('households.clear_kin_reason')}
          rules={[{ required: true, whitespace: true, message: t('ui.required') }]}
        >
          <Input.TextArea rows={3} maxLength={200} showCount autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
