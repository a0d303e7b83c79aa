import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Radio } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../../api/session';
import { today } from '../../lib/dates';
import { draftKey } from '../../lib/drafts';
import { randomId } from '../../lib/random';
import { SERVICE_WAYS } from '../../lib/service-ways';
import { useShortcuts } from '../../lib/shortcuts';
import { upTo } from '../../lib/up-to';
import { useFormDraft } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { ProblemAlert } from '../../ui/problem-alert';
import { type ActKind, type Benefit, benefitQuery, type NewAct, recordAct } from './queries';

type Values = Omit<NewAct, 'act'>;

interface Props {
  benefit: Benefit;
  act: ActKind;
  /** Of a service: the change whose decision was handed over. */
  change?: string;
  onClose: () => void;
}

const WAYS = ['in_person', 'at_home', 'by_phone', 'in_writing', 'absent', 'nobody'];
const WHO = ['recipient', 'member', 'guardian', 'agent'];

/** An act about a change: what it asks for, and only that. */
export function HearingDialog({ benefit, act, change, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Values>();
  const way = Form.useWatch('way', form);
  const attempt = useRef(randomId());
  const [, setRound] = useState(0);
  const draft = useFormDraft(draftKey(useUser().id, `hearing.${act}.${benefit.id}`), form);
  const sending = useMutation({
    mutationFn: (values: Values) =>
      recordAct(
        benefit,
        { ...values, act, ...(change ? { change_id: change } : {}) } as NewAct,
        attempt.current,
      ),
    onSuccess: (saved) => {
      queries.setQueryData(benefitQuery(benefit.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ['entitlements'] });
      draft.drop();
      message.success(t('entitlements.hearing.saved'));
      onClose();
    },
    onError: (problem) => form.setFields(formErrors(problem) as never),
  });
  useShortcuts({ send: form.submit });
  const required = { required: true, whitespace: true, message: t('ui.required') };
  const heard = act === 'hear' && way && way !== 'absent';
  const text = (name: 'place' | 'person' | 'said', label: string, most: number) => (
    <Form.Item
      name={name}
      label={label}
      extra={name === 'said' ? t('entitlements.hearing.no_numbers') : undefined}
      rules={[required]}
    >
      {name === 'said' ? <Input.TextArea rows={4} {...upTo(most)} /> : <Input {...upTo(most)} />}
    </Form.Item>
  );
  const choice = (name: 'way' | 'who' | 'served', label: string, codes: string[], words: string) => (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('ui.required') }]}>
      <Radio.Group
        className="grounds"
        options={codes.map((code) => ({ value: code, label: t(`${words}.${code}`) }))}
      />
    </Form.Item>
  );
  const day = (name: 'on' | 'served_on' | 'died_on', label: string) => (
    <Form.Item name={name} label={label} rules={[required]}>
      <Input type="date" style={{ width: 200 }} />
    </Form.Item>
  );
  return (
    <Modal
      open
      width={640}
      title={`${t(`entitlements.hearing.acts.${act}`)} · ${benefit.person.name}`}
      okText={t('entitlements.hearing.save')}
      cancelText={t('ui.cancel')}
      confirmLoading={sending.isPending}
      onOk={form.submit}
      onCancel={draft.leave(onClose)}
      mask={{ closable: false }}
    >
      <ProblemAlert error={sending.error} hideFieldErrors />
      {draft.note}
      <p className="muted">{t(`entitlements.hearing.detail.${act}`)}</p>
      <Form<Values>
        form={form}
        name="hearing"
        layout="vertical"
        initialValues={{ on: today(), ...(act === 'invite' ? { served_on: today() } : {}), ...draft.begun }}
        onValuesChange={(changed, all) => {
          attempt.current = randomId();
          setRound((round) => round + 1);
          draft.keep(changed, all);
        }}
        onFinish={(values) => !sending.isPending && sending.mutate(values)}
      >
        {day('on', t(`entitlements.hearing.on.${act}`))}
        {act === 'invite' && text('place', t('entitlements.hearing.place'), 100)}
        {act === 'hear' && choice('way', t('entitlements.hearing.way'), WAYS, 'entitlements.hearing.ways')}
        {heard &&
          way !== 'nobody' &&
          choice('who', t('entitlements.hearing.who_label'), WHO, 'entitlements.hearing.who')}
        {heard && way !== 'nobody' && text('person', t('entitlements.hearing.person'), 50)}
        {heard && way === 'nobody' && day('died_on', t('entitlements.hearing.died_on'))}
        {heard && text('said', t(`entitlements.hearing.${way === 'nobody' ? 'why_nobody' : 'said'}`), 1000)}
        {act === 'object' && text('said', t('entitlements.hearing.objection'), 1000)}
        {(act === 'invite' || act === 'serve') &&
          choice('served', t('entitlements.hearing.served'), [...SERVICE_WAYS], 'steps.way')}
        {act === 'invite' && day('served_on', t('entitlements.hearing.served_on'))}
      </Form>
    </Modal>
  );
}
