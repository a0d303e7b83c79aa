const PREFIX = 'yangguang.draft.';
const KEEP_MS = 7 * 24 * 3600_000;
const NEVER = new Set(['citizen_id', 'citizenId', 'phone', 'bank_account', 'password']);
// 15 or 18 digits as a citizen writes them, with the spaces people put in between.
const LIKE_CITIZEN_ID = /(?<!\d)(?:\d[ \u3000]?){14}(?:(?:\d[ \u3000]?){2}(?:\d[ \u3000]?)?[\dXx]|\d)(?!\d)/;

// In full-width digits, or with something invisible between them, it is the same number.
const readable = (text: string) => text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');

export interface Draft<T> {
  savedAt: string;
  value: T;
}

/** A copy without what must not lie about on a shared computer: ids, phones, accounts, wherever they stand. */
export function withoutPersonalNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPersonalNumbers);
  if (typeof value === 'string') return LIKE_CITIZEN_ID.test(readable(value)) ? '' : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !NEVER.has(key));
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutPersonalNumbers(inner)]));
}

/** Drafts belong to one user: the next clerk at the same computer must not find them. */
export const draftKey = (userId: string, form: string): string => `${PREFIX}${userId}.${form}`;

export function saveDraft(key: string, value: unknown, now = new Date()): boolean {
  try {
    const draft = { savedAt: now.toISOString(), value: withoutPersonalNumbers(value) };
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function loadDraft<T>(key: string, now = new Date()): Draft<T> | null {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? 'null') as Draft<T> | null;
    if (!draft?.savedAt) return null;
    if (now.getTime() - Date.parse(draft.savedAt) <= KEEP_MS) return draft;
    localStorage.removeItem(key);
    return null;
  } catch {
    return null;
  }
}

export function dropDraft(key: string): void {
  localStorage.removeItem(key);
}
