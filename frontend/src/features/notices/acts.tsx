import { Alert, Button, Checkbox, Form, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../../api/session';
import { today } from '../../lib/dates';
import { draftKey } from '../../lib/drafts';
import { formatFen } from '../../lib/money';
import { shiftDay } from '../../lib/periods';
import { randomId } from '../../lib/random';
import { upTo } from '../../lib/up-to';
import { useFormDraft } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { ProblemAlert } from '../../ui/problem-alert';
import { type Notice, type NoticeAct, useNoticeAct } from './queries';

/** Of the whole notice; those of one person stand at the person. */
type ActName = Exclude<NoticeAct['act'], 'withhold' | 'restore'>;

/** The server names the acts it allows; signing and returning are the two answers of one of them. */
export function offeredActs(allowed: string[]): ActName[] {
  const has = (...names: string[]) => names.some((name) => allowed.includes(name));
  const acts: ActName[] = [];
  if (has('submit', 'notice.submit')) acts.push('submit');
  if (has('sign', 'notice.sign')) acts.push('sign');
  if (has('sign', 'return', 'notice.sign')) acts.push('return');
  if (has('withdraw', 'notice.withdraw')) acts.push('withdraw');
  return acts;
}

export function NoticeActs({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<ActName | null>(null);
  const acts = offeredActs(notice.allowed_actions);
  return (
    <div className="act-bar" style={acts.length > 0 ? { marginTop: 16 } : undefined}>
      {acts.map((act) => (
        <Button
          key={act}
          type={act === 'submit' || act === 'sign' ? 'primary' : 'default'}
          danger={act === 'withdraw'}
          onClick={() => setOpen(act)}
        >
          {t(`notices.act.${act}`)}
        </Button>
      ))}
      {open && <ActDialog key={open} notice={notice} act={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

interface Values {
  end_on?: string;
  reason?: string;
  seen?: boolean;
}

function actOf(act: ActName, values: Values): NoticeAct {
  if (act === 'submit') return { act, end_on: values.end_on ?? '' };
  if (act === 'sign') return { act };
  return { act, reason: values.reason?.trim() ?? '' };
}

function ActDialog({ notice, act, onClose }: { notice: Notice; act: ActName; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const draft = useFormDraft(draftKey(useUser().id, `notice.${notice.id}.${act}`), form, {
    version: notice.version,
  });
  const [key, setKey] = useState(randomId);
  const perform = useNoticeAct(notice);
  // What has changed since is to be looked at again before it is signed.
  const content = notice.content_sha256;
  useEffect(() => {
    if (content) form.resetFields(['seen']);
  }, [form, content]);
  const barred = !offeredActs(notice.allowed_actions).includes(act);
  const finish = (values: Values) =>
    !barred &&
    perform.mutate(
      { act: actOf(act, values), key },
      {
        onSuccess: () => {
          draft.drop();
          onClose();
        },
        onError: (error) => form.setFields(formErrors(error) as never),
      },
    );
  return (
    <Modal
      open
      title={t(`notices.act_title.${act}`)}
      okText={t(`notices.act.${act}`)}
      cancelText={t('ui.cancel')}
      okButtonProps={{ danger: act === 'withdraw', disabled: barred }}
      confirmLoading={perform.isPending}
      onOk={() => form.submit()}
      onCancel={draft.leave(onClose)}
    >
      <ProblemAlert error={perform.error} hideFieldErrors />
      {barred && <Alert className="problem" type="warning" showIcon title={t('notices.not_now')} />}
      {draft.note}
      <p>{t(`notices.act_detail.${act}`)}</p>
      <p>
        {t('notices.act_about', {
          village: notice.division.full_name,
          quarter: notice.quarter,
          count: notice.entry_count,
          total: formatFen(notice.total_fen),
        })}
      </p>
      {act === 'sign' && (
        <p>{t('notices.shown_until', { day: notice.end_on ?? '—', days: notice.term_days })}</p>
      )}
      <Form<Values>
        form={form}
        name="notice-act"
        layout="vertical"
        // That it was seen is said each time anew.
        initialValues={{ end_on: notice.usual_end_on, ...draft.begun, seen: false }}
        onFinish={finish}
        onValuesChange={(changed, all) => {
          setKey(randomId());
          if (!('seen' in changed)) draft.keep(changed, all);
        }}
      >
        {act === 'submit' && (
          <Form.Item
            name="end_on"
            label={t('notices.end_on')}
            extra={t('notices.term', { days: notice.term_days })}
            rules={[{ required: true }]}
          >
            <Input type="date" min={shiftDay(today(), 1)} />
          </Form.Item>
        )}
        {(act === 'return' || act === 'withdraw') && (
          <Form.Item
            name="reason"
            label={t('notices.reason')}
            rules={[{ required: true, whitespace: true, message: t('notices.reason_needed') }]}
          >
            <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 6 }} {...upTo(500)} />
          </Form.Item>
        )}
        {act === 'sign' && (
          <Form.Item
            name="seen"
            valuePropName="checked"
            rules={[
              {
                validator: (_, value) =>
                  value ? Promise.resolve() : Promise.reject(new Error(t('notices.seen_needed'))),
              },
            ]}
          >
            <Checkbox>{t('notices.seen')}</Checkbox>
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
