import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../api/problem';
import { householdQuery } from '../../api/resources/households';
import { useUser } from '../../api/session';
import { draftKey } from '../../lib/drafts';
import { askedInputs, type Facts, factsToSend } from '../../lib/fact-form';
import { firstEmptyField, READ_FIRST } from '../../lib/keyboard';
import { randomId } from '../../lib/random';
import { useShortcuts } from '../../lib/shortcuts';
import { useDraft } from '../../lib/use-draft';
import { DraftNote, useLeave } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { ProblemAlert } from '../../ui/problem-alert';
import { ChangeFields, type ChangeValues } from './change-fields';
import {
  type Benefit,
  benefitQuery,
  type Change,
  type ChangeKind,
  type ChangePreview,
  type NewChange,
  policyInputsQuery,
  previewChange,
  proposeChange,
} from './queries';
import { ChangedMonths, Revoked } from './revoked';
import { Difference, Steps } from './steps';
import { COMPUTES } from './words';

interface Props {
  benefit: Benefit;
  kind: ChangeKind;
  /** What a revocation takes out again. */
  revokes?: Change;
  onClose: () => void;
}

/** One change: what is asked, what it would do, and only then the sending. */
export function ChangeDialog({ benefit, kind, revokes, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<ChangeValues>();
  const [factsForm] = Form.useForm();
  const draft = useDraft<{ values: Partial<ChangeValues>; facts: Facts }>(
    draftKey(useUser().id, `change.${benefit.id}.${kind}`),
    { version: benefit.version },
  );
  const leave = useLeave(draft);
  const [facts, setFacts] = useState<Facts>(draft.begun?.facts ?? {});
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun anew, it shows what it then begins with
  useEffect(() => {
    if (draft.round === 0) return;
    setFacts(draft.begun?.facts ?? {});
    setSeen(null);
    form.resetFields();
    factsForm.resetFields();
  }, [draft.round]);
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef<HTMLDivElement>(null);
  const attempt = useRef({ body: '', key: randomId() });
  const inputs = useAsked(benefit, COMPUTES.includes(kind));
  const [seen, setSeen] = useState<{ body: NewChange; preview: ChangePreview } | null>(null);

  // On a small screen the answer would stand below the fold.
  useEffect(() => {
    if (seen) shown.current?.scrollIntoView({ block: 'nearest' });
  }, [seen]);

  const bodyOf = (values: ChangeValues): NewChange => {
    const sent = factsToSend(inputs, facts);
    return {
      kind,
      ...(values.from_month ? { from_month: values.from_month } : {}),
      ...(values.recipient_id ? { recipient_id: values.recipient_id } : {}),
      ...(revokes ? { revokes: revokes.id } : {}),
      ...reasonOf(values),
      ...(values.ground ? { ground: values.ground } : {}),
      ...(Object.keys(sent).length > 0 ? { facts: sent } : {}),
    };
  };
  const failed = (problem: unknown) => {
    form.setFields(formErrors(problem) as never);
    factsForm.setFields(formErrors(problem, 'facts') as never);
    if (isProblem(problem) && (problem.status === 412 || problem.status === 409)) {
      // What was previewed was of another state.
      setSeen(null);
      void queries.invalidateQueries({ queryKey: benefitQuery(benefit.id).queryKey });
    }
  };
  const preview = useMutation({
    mutationFn: (body: NewChange) => previewChange(benefit.id, body),
    onSuccess: (answer, body) => setSeen({ body, preview: answer }),
    onError: failed,
  });
  const propose = useMutation({
    mutationFn: (body: NewChange) => {
      const words = JSON.stringify([benefit.version, body]);
      // The same words sent again are the same act; changed words are another one.
      if (words !== attempt.current.body) attempt.current = { body: words, key: randomId() };
      return proposeChange(benefit, body, attempt.current.key);
    },
    onSuccess: (saved) => {
      queries.setQueryData(benefitQuery(benefit.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ['entitlements'] });
      draft.drop();
      message.success(t('entitlements.submitted'));
      onClose();
    },
    onError: failed,
  });
  const busy = preview.isPending || propose.isPending;
  const nothing = seen !== null && seen.preview.steps.length === 0;
  const go = (values: ChangeValues) => {
    if (busy || nothing) return;
    propose.reset();
    if (seen) propose.mutate({ ...seen.body, ...reasonOf(values) });
    else preview.mutate(bodyOf(values));
  };
  // What was previewed is what is sent: other words want another look.
  const onChange = () => setSeen(null);
  useShortcuts({ send: form.submit });
  return (
    <Modal
      open
      width={720}
      title={`${t(`entitlements.kinds.${kind}`)} · ${benefit.person.name}`}
      okText={t(seen ? 'entitlements.submit' : 'entitlements.preview')}
      okButtonProps={{ danger: (kind === 'end' || kind === 'revoke') && seen !== null, disabled: nothing }}
      cancelText={t('ui.cancel')}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={leave(onClose)}
      mask={{ closable: false }}
      afterOpenChange={(open) => open && firstQuestion(box.current)?.focus(READ_FIRST)}
    >
      <ProblemAlert error={propose.error ?? preview.error} />
      <DraftNote draft={draft} />
      <p className="muted">{t(`entitlements.kind_detail.${kind}`, { count: benefit.grace_months ?? 0 })}</p>
      {revokes && <Revoked change={revokes} />}
      <div ref={box}>
        <ChangeFields
          benefit={benefit}
          kind={kind}
          form={form}
          factsForm={factsForm}
          inputs={inputs}
          facts={facts}
          begun={draft.begun?.values}
          onTyped={() => draft.keep({ values: form.getFieldsValue(), facts })}
          onFacts={(next) => {
            setFacts(next);
            draft.keep({ values: form.getFieldsValue(), facts: next });
            onChange();
          }}
          onChange={onChange}
          onFinish={go}
          sending={seen !== null}
          disabled={busy}
        />
      </div>
      <div aria-live="polite" ref={shown}>
        {seen && (
          <>
            <h2>{t('entitlements.preview_result')}</h2>
            {nothing ? (
              <p>{t('entitlements.nothing_changes')}</p>
            ) : (
              <>
                {kind === 'recipient' ? (
                  <p>{t('entitlements.recipient_only', { from: seen.preview.steps[0]?.from_month })}</p>
                ) : (
                  <Steps steps={seen.preview.steps} benefit={benefit} />
                )}
                {kind === 'revoke' && <ChangedMonths months={seen.preview.months} />}
                {seen.preview.steps.length > 1 && (
                  <p>
                    {t('entitlements.difference')} <Difference fen={seen.preview.difference_fen} />
                  </p>
                )}
              </>
            )}
          </>
        )}
      </div>
    </Modal>
  );
}

const reasonOf = ({ reason }: ChangeValues) => (reason?.trim() ? { reason: reason.trim() } : {});

/** The ground comes before the words about it. */
const firstQuestion = (box: HTMLElement | null): HTMLElement | null =>
  box?.querySelector<HTMLElement>('input[type=radio]') ?? firstEmptyField(box);

/** What the register does not know and the policy asks; what is left empty stays as it was. */
function useAsked(benefit: Benefit, computes: boolean) {
  const household = useQuery({
    ...householdQuery(benefit.household_id ?? ''),
    enabled: computes && Boolean(benefit.household_id),
  });
  const inputs = useQuery({
    ...policyInputsQuery(benefit.policy_code, benefit.division.code),
    enabled: computes,
  });
  if (!computes || !inputs.data || (benefit.household_id && !household.data)) return [];
  return askedInputs(inputs.data, household.data).map((input) => ({
    ...input,
    required: false,
    required_when: null,
  }));
}
