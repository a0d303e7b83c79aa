const PREFIX = 'yangguang.draft.';
const KEEP_MS = 7 * 24 * 3600_000;
const NEVER = new Set(['citizen_id', 'citizenId', 'phone', 'bank_account', 'password']);
// 15 or 18 digits as a citizen writes them, with the spaces people put in between.
const LIKE_CITIZEN_ID = /(?<!\d)(?:\d[ \u3000]?){14}(?:(?:\d[ \u3000]?){2}(?:\d[ \u3000]?)?[\dXx]|\d)(?!\d)/g;
/** Between a form's key and the name of the tab that wrote beside another one. */
const BESIDE = '~';

// In full-width digits, or with something invisible between them, it is the same number.
const readable = (text: string) => text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');

export interface Draft<T> {
  savedAt: string;
  value: T;
  /** Which version of the record was on the screen. */
  version?: number;
  /** Who wrote it: of two tabs neither overwrites the other. */
  tab?: string;
}

/** Of a text only the number goes; what a clerk has written around it stays. */
function withoutNumbers(text: string): string {
  const plain = readable(text);
  const rest = plain.replace(LIKE_CITIZEN_ID, '');
  if (rest === plain) return text;
  return rest.trim() === '' ? '' : plain.replace(LIKE_CITIZEN_ID, '***');
}

/** A copy without what must not lie about on a shared computer: ids, phones, accounts, wherever they stand. */
export function withoutPersonalNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPersonalNumbers);
  if (typeof value === 'string') return withoutNumbers(value);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !NEVER.has(key));
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutPersonalNumbers(inner)]));
}

/** Drafts belong to one user: the next clerk at the same computer must not find them. */
export const draftKey = (userId: string, form: string): string => `${PREFIX}${userId}.${form}`;

/** The draft as it was stored; null where the browser keeps nothing. */
export function saveDraft<T>(
  key: string,
  value: T,
  now = new Date(),
  of: Pick<Draft<T>, 'version' | 'tab'> = {},
): Draft<T> | null {
  try {
    const draft = { savedAt: now.toISOString(), value: withoutPersonalNumbers(value) as T, ...of };
    localStorage.setItem(key, JSON.stringify(draft));
    return draft;
  } catch {
    return null;
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
  try {
    localStorage.removeItem(key);
  } catch {
    // A store that is forbidden holds nothing.
  }
}

function keys(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

/** Where a tab keeps what it must not write over another tab's draft. */
export const besideKey = (key: string, tab: string): string => key + BESIDE + tab;

/** What other tabs have left beside a form's draft, the newest first. */
export const draftsBeside = (key: string): string[] =>
  keys(key + BESIDE)
    .filter((beside) => loadDraft(beside) !== null)
    .sort((a, b) => (loadDraft(b)?.savedAt ?? '').localeCompare(loadDraft(a)?.savedAt ?? ''));

/** How many forms a user has left unfinished in this browser. */
export const countDrafts = (userId: string): number =>
  keys(draftKey(userId, '')).filter((key) => loadDraft(key) !== null).length;

/** Whether anybody has. */
export const anyDraft = (): boolean => keys(PREFIX).some((key) => loadDraft(key) !== null);

export function forgetDrafts(userId: string): void {
  for (const key of keys(draftKey(userId, ''))) dropDraft(key);
}

/** What is too old goes, whoever's it is: its form may never be opened again. */
export function dropOldDrafts(now = new Date()): void {
  for (const key of keys(PREFIX)) loadDraft(key, now);
}
