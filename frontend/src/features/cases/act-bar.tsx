import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { AllowedAct, Case } from '../../api/types';
import { useText } from '../../i18n';
import { ActButton } from '../../ui/act-button';
import { ActDialog } from './act-dialog';
import { ACTS } from './acts';

const PRINT_AFTER: Record<string, string> = { accept: 'receipt', notify_supplement: 'supplement_notice' };

/** What can be done now, as the server says; what can not, with its reason. */
export function ActBar({ case: found, onSaved }: { case: Case; onSaved: (saved: Case) => void }) {
  const { t } = useTranslation();
  const text = useText();
  const navigate = useNavigate();
  const [open, setOpen] = useState<AllowedAct | null>(null);
  const acts = found.allowed_actions.filter((act) => act.act in ACTS);
  const spec = open ? ACTS[open.act] : undefined;
  return (
    <>
      {acts.length > 0 && (
        <section className="act-bar sticky-acts" aria-label={t('cases.acts')}>
          {acts.map((act) => (
            <ActButton
              key={act.act}
              type={ACTS[act.act]?.primary ? 'primary' : 'default'}
              danger={ACTS[act.act]?.danger}
              why={act.enabled ? null : text(act.reason_text) || t('cases.not_now')}
              onClick={() => setOpen(act)}
            >
              {text(act.label)}
            </ActButton>
          ))}
        </section>
      )}
      {/* Stays open when somebody else was faster: what was typed is still there, and what happened is told. */}
      {open && spec && (
        <ActDialog
          case={found}
          act={open}
          spec={spec}
          onClose={() => setOpen(null)}
          onDone={(saved) => {
            setOpen(null);
            onSaved(saved);
            const print = PRINT_AFTER[open.act];
            if (print) navigate(`/cases/${found.id}/print/${print}`);
          }}
        />
      )}
    </>
  );
}
