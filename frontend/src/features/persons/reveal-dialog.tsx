import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { useUser } from '../../api/session';
import type { Revealed } from '../../api/types';
import { draftKey } from '../../lib/drafts';
import { upTo } from '../../lib/up-to';
import { useFormDraft } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { ProblemAlert } from '../../ui/problem-alert';

interface Props {
  personId: string;
  onClose: () => void;
  onRevealed: (values: Revealed) => void;
}

/** Seeing the whole number is an act of its own: it asks why, and the answer is kept. */
export function RevealDialog({ personId, onClose, onRevealed }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const draft = useFormDraft(draftKey(useUser().id, `reveal.${personId}`), form);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const reveal = async (body: { reason: string }) => {
    setBusy(true);
    setError(null);
    try {
      const revealed = await api.post('/persons/{id}/reveals', { path: { id: personId }, body });
      draft.drop();
      onRevealed(revealed);
      onClose();
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
      title={t('persons.reveal')}
      okText={t('persons.reveal_now')}
      onOk={form.submit}
      onCancel={draft.leave(onClose)}
      confirmLoading={busy}
    >
      <p>{t('persons.reveal_note')}</p>
      <ProblemAlert error={error} />
      {draft.note}
      <Form
        form={form}
        name="reveal"
        layout="vertical"
        initialValues={draft.begun}
        onValuesChange={draft.keep}
        onFinish={reveal}
      >
        <Form.Item
          name="reason"
          label={t('persons.reveal_reason')}
          rules={[{ required: true, whitespace: true, message: t('ui.required') }]}
        >
          <Input.TextArea rows={3} {...upTo(200)} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
