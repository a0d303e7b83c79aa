import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UploadQueue } from '../upload-queue';
import { DiscardQuestion } from './discard-question';
import { entriesOf, type IntakeDraft, type Start } from './draft';
import type { Intake } from './submit';

interface Form {
  draft: IntakeDraft;
  name: string;
  queue: UploadQueue;
  intake: Intake;
  busy: boolean;
  onFirst: (personId: string | null) => void;
  drop: () => void;
  again: (start: Start) => void;
}

interface OtherApplicant {
  choose: (personId: string | null) => void;
  /** What is typed of a household and not saved is known to its own form only. */
  setTyped: (typed: boolean) => void;
  /** To be shown, while there is one. */
  question: ReactNode;
}

/** Another applicant is another form: nothing entered for one person goes along to the next. */
export function useOtherApplicant(form: Form): OtherApplicant {
  const { draft, name, queue, intake, busy, onFirst, drop, again } = form;
  const { t } = useTranslation();
  const typed = useRef(false);
  const [next, setNext] = useState<{ personId: string | null } | null>(null);
  const leaveFor = async (personId: string | null) => {
    drop();
    // What was saved is a case by now, and its files wait there.
    if (intake.caseId) queue.abandon();
    else await queue.clear();
    again({ itemCode: draft.itemCode, personId });
  };
  const choose = async (personId: string | null) => {
    if (draft.personId === null) return onFirst(personId);
    if (busy || personId === draft.personId) return;
    await queue.restore();
    const entered = queue.list().length + entriesOf(draft) > 0 || typed.current || intake.begun;
    if (entered) setNext({ personId });
    else await leaveFor(personId);
  };
  const question = next && (
    <DiscardQuestion
      title={t('cases.other_applicant_ask')}
      discard={t('cases.other_applicant_discard')}
      keep={t('cases.other_applicant_keep')}
      onDiscard={() => leaveFor(next.personId)}
      onKeep={() => setNext(null)}
    >
      {t(intake.caseId ? 'cases.other_applicant_saved' : 'cases.other_applicant_detail', {
        name,
        files: queue.list().length,
        entries: entriesOf(draft),
      })}
    </DiscardQuestion>
  );
  const setTyped = (now: boolean) => {
    typed.current = now;
  };
  return { choose: (personId) => void choose(personId), setTyped, question };
}
