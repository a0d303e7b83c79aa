import { useEffect, useState } from 'react';
import { type BillEntry, isBlank } from '../../../lib/bills';
import { draftKey, dropDraft, loadDraft } from '../../../lib/drafts';
import { type Facts, isEmpty } from '../../../lib/fact-form';
import { dropFiles, keptFiles } from '../../../lib/outbox';
import { randomId } from '../../../lib/random';
import { type UseDraft, useDraft } from '../../../lib/use-draft';
import { NEW_CASE } from '../upload-queue';

export interface IntakeDraft {
  /** Of two forms in two tabs neither gets the other's papers. */
  form?: string;
  itemCode: string | null;
  personId: string | null;
  facts: Facts;
  seen: string[];
  bills?: BillEntry[];
  /** The applicant's, to the check of the household's means. */
  consent?: boolean;
  /** Who consents for a minor. */
  guardian?: string;
}

/** What a form begins with when nothing is taken up again. */
export type Start = Pick<IntakeDraft, 'itemCode' | 'personId'>;

/** What would be gone with a form, and whose it is. */
export interface Unfinished {
  personId: string | null;
  files: number;
  entries: number;
}

const keyOf = (userId: string): string => draftKey(userId, NEW_CASE);
const load = (userId: string) => loadDraft<IntakeDraft>(keyOf(userId));

export const entriesOf = ({ facts, seen, bills = [], consent }: IntakeDraft): number =>
  Object.values(facts).filter((value) => !isEmpty(value)).length +
  seen.length +
  (consent ? 1 : 0) +
  bills.filter((bill) => !isBlank(bill)).length;

/** Where the form's papers wait until there is a case. */
export const placeOfForm = ({ form }: Pick<IntakeDraft, 'form'>): string =>
  form ? `${NEW_CASE}.${form}` : NEW_CASE;

const filesOf = async (userId: string, draft: IntakeDraft | undefined) =>
  (await keptFiles(userId)).filter((file) => file.place === placeOfForm(draft ?? {})).map((file) => file.key);

/** The form left open that is not this person's: nothing of it may go, or get into theirs, unasked. */
export async function unfinishedOfOther(userId: string, personId: string): Promise<Unfinished | null> {
  const draft = load(userId)?.value;
  if (draft?.personId === personId) return null;
  const files = (await filesOf(userId, draft)).length;
  const entries = draft ? entriesOf(draft) : 0;
  return files + entries > 0 ? { personId: draft?.personId ?? null, files, entries } : null;
}

/** A form of somebody else in which nothing was entered is not worth a question. */
export function giveWay(userId: string, personId: string): void {
  const draft = load(userId);
  if (draft && draft.value.personId !== personId) dropDraft(keyOf(userId));
}

export async function discardForm(userId: string): Promise<void> {
  const draft = load(userId)?.value;
  dropDraft(keyOf(userId));
  await dropFiles(await filesOf(userId, draft));
}

/** The form's state, restored after a crash. It holds references and sums, never a citizen id; files are kept apart. */
export function useIntakeDraft(userId: string, start: Start) {
  const kept = useDraft<IntakeDraft>(keyOf(userId), {
    // A form begun for a person takes up theirs and no other's.
    fits: (value) => !start.personId || value.personId === start.personId,
  });
  const [draft, setDraft] = useState<IntakeDraft>(
    () => kept.begun ?? { ...start, facts: {}, seen: [], form: randomId() },
  );
  return { draft, setDraft, kept, drop: kept.drop };
}

/** Keeps the form as long as there is something in it. */
export function useKeptIntake({ keep }: UseDraft<IntakeDraft>, draft: IntakeDraft, files: number): void {
  const begun =
    files > 0 ||
    draft.personId !== null ||
    draft.itemCode !== null ||
    draft.seen.length > 0 ||
    (draft.bills ?? []).length > 0 ||
    Object.keys(draft.facts).length > 0;
  useEffect(() => {
    // What was taken back to the last entry does not come again with the page.
    keep(begun ? draft : null);
  }, [keep, begun, draft]);
}
