import { Input, Modal } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useUser } from '../../../api/session';
import { draftKey } from '../../../lib/drafts';
import { randomId } from '../../../lib/random';
import { upTo } from '../../../lib/up-to';
import { useDraft } from '../../../lib/use-draft';
import { ActButton } from '../../../ui/act-button';
import { DraftNote, useLeave } from '../../../ui/form-draft';
import { ProblemAlert } from '../../../ui/problem-alert';
import { type Draft, type DraftAct, useDraftAct } from './queries';

type Name = Exclude<DraftAct['act'], 'save'>;
const ACTS: Name[] = ['submit', 'activate', 'return', 'withdraw'];

interface Props {
  draft: Draft;
  /** What keeps it from being handed on, e.g. unsaved changes. */
  hindrance?: string | null;
  mayActivate: boolean;
}

/** What may be done with a draft now; whose hand is in it is told before anybody presses. */
export function DraftActs({ draft, hindrance, mayActivate }: Props) {
  const { t } = useTranslation();
  const user = useUser();
  const [open, setOpen] = useState<Name | null>(null);
  const own = [draft.drafted_by.id, draft.edited_by.id].includes(user.id);
  const waits = mayActivate && draft.state === 'submitted';
  const shown = ACTS.filter((act) => draft.allowed_actions.includes(act) || (act === 'activate' && waits));
  const why = (act: Name): string | null => {
    if (act === 'activate' && own) return t('laws.same_person');
    return act === 'submit' ? (hindrance ?? null) : null;
  };
  return (
    <>
      <div className="act-bar">
        {shown.map((act) => (
          <ActButton
            key={act}
            type={act === 'submit' || act === 'activate' ? 'primary' : 'default'}
            danger={act === 'withdraw'}
            why={why(act)}
            onClick={() => setOpen(act)}
          >
            {t(`laws.acts.${act}`)}
          </ActButton>
        ))}
      </div>
      {shown.includes('activate') && own && <p className="fails">{t('laws.same_person')}</p>}
      {open && <ActDialog key={open} draft={draft} act={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function ActDialog({ draft, act, onClose }: { draft: Draft; act: Name; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const navigate = useNavigate();
  const [key] = useState(randomId);
  const kept = useDraft<string>(draftKey(useUser().id, `law.${draft.id}.${act}`), { version: draft.version });
  const leave = useLeave(kept);
  const [reason, setReason] = useState(kept.begun ?? '');
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun anew, it shows what it then begins with
  useEffect(() => {
    if (kept.round > 0) setReason(kept.begun ?? '');
  }, [kept.round]);
  const [missing, setMissing] = useState(false);
  const perform = useDraftAct(draft);
  const send = () => {
    if (act === 'return' && reason.trim() === '') return setMissing(true);
    perform.mutate(
      { act: act === 'return' ? { act, reason: reason.trim() } : { act }, key },
      {
        onSuccess: () => {
          kept.drop();
          onClose();
          if (act === 'withdraw') navigate('/law-drafts');
        },
      },
    );
  };
  return (
    <Modal
      open
      title={t(`laws.acts.${act}`)}
      okText={t(`laws.acts.${act}`)}
      cancelText={t('ui.cancel')}
      okButtonProps={{ danger: act === 'withdraw' }}
      confirmLoading={perform.isPending}
      onOk={send}
      onCancel={leave(onClose)}
    >
      <ProblemAlert error={perform.error} />
      <p>{t(`laws.act_detail.${act}`)}</p>
      {act === 'return' && (
        <>
          <DraftNote draft={kept} />
          <label htmlFor={id}>{t('laws.reason')}</label>
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 2, maxRows: 6 }}
            {...upTo(500)}
            status={missing ? 'error' : undefined}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value);
              kept.keep(event.target.value || null);
            }}
          />
          {missing && <div className="field-wrong">{t('ui.required')}</div>}
        </>
      )}
    </Modal>
  );
}
