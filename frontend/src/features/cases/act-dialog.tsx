import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../api/problem';
import { caseQuery } from '../../api/resources/cases';
import { useUser } from '../../api/session';
import type { AllowedAct, Case } from '../../api/types';
import { useText } from '../../i18n';
import { draftKey } from '../../lib/drafts';
import { firstEmptyField, READ_FIRST } from '../../lib/keyboard';
import { randomId } from '../../lib/random';
import { useShortcuts } from '../../lib/shortcuts';
import { useFormDraft } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { ProblemAlert } from '../../ui/problem-alert';
import { ActContext } from './act-context';
import { ActFields } from './act-fields';
import { ActLetter } from './act-letter';
import { type ActSpec, type ActValues, letterOf } from './acts';

interface Props {
  case: Case;
  act: AllowedAct;
  spec: ActSpec;
  onClose: () => void;
  onDone: (saved: Case) => void;
}

/** One act: what it is about, what it asks, the letter it brings about, and only then the sending, once. */
export function ActDialog({ case: found, act: opened, spec, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<ActValues>();
  const key = draftKey(useUser().id, `act.${found.id}.${opened.act}`);
  const draft = useFormDraft(key, form, { version: found.version });
  // As the server has it now: somebody may have acted since the dialog was opened.
  const now = found.allowed_actions.find((each) => each.act === opened.act);
  const act = now ?? opened;
  const barred = now?.enabled ? null : text(now?.reason_text) || t('cases.not_now');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  // What asks for nothing begins with its letter.
  const [seen, setSeen] = useState<ActValues | null>(spec.letter && spec.fields.length === 0 ? {} : null);
  const box = useRef<HTMLDivElement>(null);
  const confirm = useRef<HTMLButtonElement>(null);
  const attempt = useRef({ body: '', key: randomId() });

  const send = async (values: ActValues) => {
    if (busy || barred) return;
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
      if (isProblem(problem) && problem.errors.length > 0 && spec.fields.length > 0) setSeen(null);
      if (isProblem(problem) && (problem.status === 412 || problem.status === 409)) {
        void queries.invalidateQueries({ queryKey: caseQuery(found.id).queryKey });
      }
    } finally {
      setBusy(false);
    }
  };
  const go = (values: ActValues) => {
    if (!spec.letter) return void send(values);
    setSeen(values);
    setError(null);
    window.setTimeout(() => confirm.current?.focus(READ_FIRST));
  };
  const forward = () => (seen ? void send(seen) : form.submit());
  useShortcuts({ send: forward });
  const reads = spec.letter && !seen;

  return (
    <Modal
      open
      width={720}
      title={`${text(act.label)} · ${found.applicant.name} · ${found.case_no}`}
      confirmLoading={busy}
      onCancel={draft.leave(onClose)}
      mask={{ closable: false }}
      footer={(_, { CancelBtn }) => (
        <>
          <CancelBtn />
          {seen && spec.fields.length > 0 && (
            <Button onClick={() => setSeen(null)}>{t('cases.letter_back')}</Button>
          )}
          <Button
            ref={confirm}
            type="primary"
            danger={spec.danger && !reads}
            loading={busy}
            disabled={barred !== null}
            onClick={forward}
          >
            {reads ? t('cases.letter_read') : text(act.label)}
          </Button>
        </>
      )}
      cancelText={t('ui.cancel')}
      afterOpenChange={(open) => open && (firstEmptyField(box.current) ?? confirm.current)?.focus(READ_FIRST)}
    >
      <ProblemAlert error={error} />
      {barred && (
        <Alert
          className="problem"
          type="warning"
          showIcon
          title={barred}
          description={t('cases.kept_to_copy')}
        />
      )}
      {draft.note}
      <div ref={box} hidden={seen !== null && spec.fields.length > 0}>
        <ActContext case={found} act={act} />
        <Form
          form={form}
          name="act"
          layout="vertical"
          initialValues={draft.begun}
          onValuesChange={draft.keep}
          onFinish={go}
          disabled={busy}
        >
          <ActFields case={found} act={act} fields={spec.fields} />
        </Form>
      </div>
      {seen && spec.letter && <ActLetter case={found} of={letterOf(spec.letter, seen)} />}
    </Modal>
  );
}
