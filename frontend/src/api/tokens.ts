import { hear, type Kept, markedSession, markSession, tell } from './tabs';
import type { Session } from './types';

const KEPT = 'yangguang.session';
/** How long the other tabs have to answer. */
const ANSWER_MS = 1000;

/** The tokens outlive a reload, not the tab; while a tab is open, others are handed them. */
let kept: Kept | null = readKept();
const enders = new Set<() => void>();
const joiners = new Set<() => void>();
const waiting = new Set<() => void>();

function readKept(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

/** A refresh token names its session: what follows the second dot changes. */
const sessionOf = ({ refresh }: Kept): string => refresh.split('.').slice(0, 2).join('.');

function accept(next: Kept): void {
  kept = next;
  sessionStorage.setItem(KEPT, JSON.stringify(next));
}

function drop(): void {
  kept = null;
  sessionStorage.removeItem(KEPT);
  for (const listener of enders) listener();
}

/** A session that was begun or renewed here; the other tabs go on with it. */
export function keepSession(session: Session): void {
  const next = {
    refresh: session.refresh_token,
    access: session.access_token,
    expiresAt: Date.now() + session.expires_in * 1000,
    division: session.user.division.code,
  };
  accept(next);
  markSession(next.expiresAt);
  tell({ say: 'kept', kept: next });
}

/** Out, in all tabs. */
export function forgetSession(): void {
  const former = kept;
  if (!former) return;
  drop();
  markSession(null);
  tell({ say: 'ended', session: sessionOf(former) });
}

hear((said) => {
  switch (said.say) {
    case 'ask':
      if (kept) tell({ say: 'kept', kept });
      return;
    case 'ended':
      if (kept && sessionOf(kept) === said.session) drop();
      return;
    case 'user':
      for (const listener of joiners) listener();
      return;
    case 'kept':
      return hearKept(said.kept);
  }
});

function hearKept(theirs: Kept): void {
  // A tab that was asleep answers with what it had then.
  if (kept && kept.expiresAt > theirs.expiresAt) return;
  const other = !kept || sessionOf(kept) !== sessionOf(theirs);
  // Somebody else has signed in: nothing of the former person stays on the screen.
  if (kept && other) drop();
  accept(theirs);
  for (const answered of waiting) answered();
  if (other) for (const listener of joiners) listener();
}

/** Takes up what other tabs have: a new tab its session, one that was asleep its newer tokens. */
export async function catchUp(): Promise<void> {
  const newest = markedSession();
  if (newest === null || (kept && kept.expiresAt >= newest)) return;
  await new Promise<void>((done) => {
    const answered = () => {
      window.clearTimeout(timer);
      waiting.delete(answered);
      done();
    };
    const timer = window.setTimeout(answered, ANSWER_MS);
    waiting.add(answered);
    tell({ say: 'ask' });
  });
}

export const accessToken = (): string | null => kept?.access ?? null;
export const refreshToken = (): string | null => kept?.refresh ?? null;
/** Where the reader's office is: rules are asked for as they hold there. */
export const ownDivision = (): string | undefined => kept?.division;
/** True shortly before the access token dies, so that a request need not fail first. */
export const accessIsStale = (now = Date.now()): boolean => kept === null || kept.expiresAt - now < 20_000;

export function onSessionEnd(listener: () => void): () => void {
  enders.add(listener);
  return () => enders.delete(listener);
}

/** Told when another tab has brought a session, or has changed something about the account. */
export function onSessionJoin(listener: () => void): () => void {
  joiners.add(listener);
  return () => joiners.delete(listener);
}

/** The other tabs look again at whose session it is. */
export const tellOfUser = (): void => tell({ say: 'user' });
