import { useMemo, useState } from 'react';
import { useAutosave } from '../../../lib/autosave';
import { draftKey, dropDraft, loadDraft } from '../../../lib/drafts';
import type { Facts } from '../../../lib/fact-form';

export interface IntakeDraft {
  itemCode: string | null;
  personId: string | null;
  facts: Facts;
  seen: string[];
}

const EMPTY: IntakeDraft = { itemCode: null, personId: null, facts: {}, seen: [] };

/** The form's state, restored after a crash. It holds references and sums, never a citizen id; files are kept apart. */
export function useIntakeDraft(userId: string, personId: string | undefined) {
  const key = draftKey(userId, 'new-case');
  const found = useMemo(() => loadDraft<IntakeDraft>(key), [key]);
  // Coming from a person's page means a new case for that person, whatever was begun before.
  const usable = found && (!personId || found.value.personId === personId) ? found : null;
  const [draft, setDraft] = useState<IntakeDraft>(() => ({
    ...EMPTY,
    ...(usable?.value ?? {}),
    ...(personId ? { personId } : {}),
  }));
  const begun = draft.personId !== null || Object.keys(draft.facts).length > 0;
  const stop = useAutosave(begun ? key : null, draft);
  const drop = () => {
    stop();
    dropDraft(key);
  };
  const anew = Boolean(personId) && !usable;
  return { draft, setDraft, restoredAt: usable?.savedAt ?? null, anew, drop };
}
