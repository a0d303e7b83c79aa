import { useQueryClient } from '@tanstack/react-query';
import { App, Form, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../api/problem';
import { caseQuery } from '../../api/resources/cases';
import { useUser } from '../../api/session';
import type { AllowedAct, Case } from '../../api/types';
import { useText } from '../../i18n';
import { draftKey } from '../../lib/drafts';
import { firstEmptyField } from '../../lib/keyboard';
import { randomId } from '../../lib/random';
import { useShortcuts } from '../../lib/shortcuts';
import { useFormDraft } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { ProblemAlert } from '../../ui/problem-alert';
import { ActFields } from './act-fields';
import type { ActSpec, ActValues } from './acts';

interface Props {
  case: Case;
  act: AllowedAct;
  spec: ActSpec;
  onClose: () => void;
  onDone: (saved: Case) => void;
}

/** One act, asked for, confirmed and sent once. */
export function ActDialog({ case: found, act, spec, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<ActValues>();
  const key = draftKey(useUser().id, `act.${found.id}.${act.act}`);
  const draft = useFormDraft(key, form, { version: found.version });
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const attempt = useRef({ body: '', key: randomId() });

  const send = async (values: ActValues) => {
    if (busy) return;
    const body = JSON.stringify([found.version, values]);
    // The same words sent again are the same act; changed words are another one.
    if (body !== attempt.current.body) attempt.current = { body, key: randomId() };
    setBusy(true);
    setError(null);
    try {
      const target = { path: { id: found.id }, version: found.version, key: attempt.current.key };
      const saved = await spec.send(target, values);
      draft.drop();
      message.success(t('cases.act_done', { act: text(act.label) }));
      onDone(saved);
    } catch (problem) {
      setError(problem);
      form.setFields(formErrors(problem) as never);
      if (isProblem(problem) && (problem.status === 412 || problem.status === 409)) {
        void queries.invalidateQueries({ queryKey: caseQuery(found.id).queryKey });
      }
    } finally {
      setBusy(false);
    }
  };
  useShortcuts({ send: form.submit });

  return (
    <Modal
      open
      width={640}
      title={`${text(act.label)} · ${found.case_no}`}
      okText={text(act.label)}
      okButtonProps={{ danger: spec.danger }}
      cancelText={t('ui.cancel')}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={draft.leave(onClose)}
      mask={{ closable: false }}
      afterOpenChange={(open) => open && firstEmptyField(box.current)?.focus()}
    >
      <ProblemAlert error={error} />
      {draft.note}
      <div ref={box}>
        <Form
          form={form}
          name="act"
          layout="vertical"
          initialValues={draft.begun}
          onValuesChange={draft.keep}
          onFinish={send}
          disabled={busy}
        >
          <ActFields case={found} act={act} fields={spec.fields} />
        </Form>
      </div>
    </Modal>
  );
}
