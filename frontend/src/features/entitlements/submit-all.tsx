import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../../api/session';
import { draftKey } from '../../lib/drafts';
import { randomId } from '../../lib/random';
import { useShortcuts } from '../../lib/shortcuts';
import { upTo } from '../../lib/up-to';
import { useFormDraft } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { ProblemAlert } from '../../ui/problem-alert';
import { proposeRecalculation, type Recalculated, type Recalculation } from './queries';

interface Props {
  /** What was computed. */
  asked: Recalculation | undefined;
  found: Recalculated;
  onDone: (result: Recalculated) => void;
}

/** All that changes goes to the county under one reason. */
export function SubmitAll({ asked, found, onDone }: Props) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ reason: string }>();
  const about = [asked?.policy_code, asked?.division, asked?.from_month].join('.');
  const draft = useFormDraft(draftKey(useUser().id, `recalculation.${about}`), form);
  // The same words sent again are the same act; changed words are another one.
  const [key, setKey] = useState(randomId);
  const propose = useMutation({
    mutationFn: (body: Recalculation) => proposeRecalculation(body, key),
    onSuccess: (result) => {
      void queries.invalidateQueries({ queryKey: ['entitlements'] });
      void queries.invalidateQueries({ queryKey: ['entitlement'] });
      draft.drop();
      onDone(result);
    },
    onError: (problem) => form.setFields(formErrors(problem) as never),
  });
  const ask = ({ reason }: { reason: string }) => {
    if (!asked || propose.isPending) return;
    modal.confirm({
      title: t('entitlements.submit_all_title', { count: found.changing }),
      content: t('entitlements.submit_all_detail', { month: asked.from_month }),
      okText: t('entitlements.submit'),
      cancelText: t('ui.cancel'),
      // A refusal is shown on the page, not in the closed question.
      onOk: () => propose.mutateAsync({ ...asked, reason: reason.trim() }).catch(() => undefined),
    });
  };
  useShortcuts({ send: form.submit });
  return (
    <Form
      className="narrow-form below"
      form={form}
      name="submission"
      layout="vertical"
      initialValues={draft.begun}
      onFinish={ask}
      onValuesChange={(changed, all) => {
        setKey(randomId());
        draft.keep(changed, all);
      }}
      disabled={propose.isPending}
    >
      <ProblemAlert error={propose.error} hideFieldErrors />
      {draft.note}
      <Form.Item
        name="reason"
        label={t('entitlements.reason_all')}
        extra={t('entitlements.reason_all_hint')}
        rules={[{ required: true, whitespace: true, message: t('ui.required') }]}
      >
        <Input.TextArea rows={2} {...upTo(500)} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={propose.isPending}>
        {t('entitlements.submit_all', { count: found.changing })}
      </Button>
    </Form>
  );
}
