import { Button, Form } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../../api/session';
import { draftKey } from '../../lib/drafts';
import { formatFen } from '../../lib/money';
import { randomId } from '../../lib/random';
import { useFormDraft } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { ActDialog, type ActName, type ActValues, NotNow, ShownUntil } from './act-dialog';
import { type Notice, type NoticeAct, useNoticeAct } from './queries';

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
      {open && <OneActDialog key={open} notice={notice} act={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function actOf(act: ActName, values: ActValues): NoticeAct {
  if (act === 'submit') return { act, end_on: values.end_on ?? '' };
  if (act === 'sign') return { act };
  return { act, reason: values.reason?.trim() ?? '' };
}

function OneActDialog({ notice, act, onClose }: { notice: Notice; act: ActName; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<ActValues>();
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
  const send = (values: ActValues) =>
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
    <ActDialog
      act={act}
      notice={notice}
      form={form}
      name="notice-act"
      title={t(`notices.act_title.${act}`)}
      okText={t(`notices.act.${act}`)}
      begun={draft.begun}
      error={perform.error}
      busy={perform.isPending}
      barred={barred}
      onTyped={(changed, all) => {
        setKey(randomId());
        if (!('seen' in changed)) draft.keep(changed, all);
      }}
      onSend={send}
      onClose={draft.leave(onClose)}
    >
      {barred && <NotNow />}
      {draft.note}
      <p>
        {t('notices.act_about', {
          village: notice.division.full_name,
          quarter: notice.quarter,
          count: notice.entry_count,
          total: formatFen(notice.total_fen),
        })}
      </p>
      {act === 'sign' && <ShownUntil notice={notice} />}
    </ActDialog>
  );
}
