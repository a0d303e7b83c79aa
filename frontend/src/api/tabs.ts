import { randomId } from '../lib/random';

/** What a tab needs to go on with the session. */
export interface Kept {
  refresh: string;
  access: string;
  /** By the clock of this computer, in milliseconds. */
  expiresAt: number;
  division: string;
}

/** What the tabs of one browser tell each other; the browser carries it to pages of the same origin only. */
export type Said =
  | { say: 'kept'; kept: Kept }
  | { say: 'ended'; session: string }
  | { say: 'ask' }
  /** Something about the account is different now, e.g. that it must change its password. */
  | { say: 'user' };

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('yangguang.session');

export const tell = (said: Said): void => channel?.postMessage(said);

export function hear(listener: (said: Said) => void): void {
  channel?.addEventListener('message', (event) => listener((event as MessageEvent<Said>).data));
}

const MARK = 'yangguang.session';
/** A refresh token dies half an hour after it was given, its access token after a quarter. */
const OUTLIVES_ACCESS_MS = 15 * 60_000;

/**
 * How new the tokens are that the tabs share: tells a tab that it should ask the others. The tokens themselves
 * go with the last tab, so that nobody finds them who opens the browser again.
 */
export function markSession(expiresAt: number | null): void {
  try {
    if (expiresAt === null) localStorage.removeItem(MARK);
    else localStorage.setItem(MARK, String(expiresAt));
  } catch {
    // Without a store each tab is on its own, as if there were no other.
  }
}

export function markedSession(now = Date.now()): number | null {
  try {
    const expiresAt = Number(localStorage.getItem(MARK));
    return expiresAt + OUTLIVES_ACCESS_MS > now ? expiresAt : null;
  } catch {
    return null;
  }
}

const TURN = 'yangguang.turn';
/** Shorter than the server's grace: who has waited so long in vain may try by himself and is answered alike. */
const LONGEST_TURN_MS = 10_000;
const pause = (ms: number) => new Promise((done) => window.setTimeout(done, ms));

/**
 * One tab at a time. Web Locks exist in secure contexts only; on plain HTTP a note in the store does nearly as
 * well, and when two go at once all the same, the server gives both the same tokens.
 */
export async function inTurn<T>(task: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return byNote(task);
  const patience = new AbortController();
  const timer = window.setTimeout(() => patience.abort(), LONGEST_TURN_MS);
  let began = false;
  try {
    return await navigator.locks.request(TURN, { signal: patience.signal }, () => {
      began = true;
      window.clearTimeout(timer);
      return task();
    });
  } catch (error) {
    if (began) throw error;
    return task();
  } finally {
    window.clearTimeout(timer);
  }
}

async function byNote<T>(task: () => Promise<T>): Promise<T> {
  const own = randomId();
  try {
    const latest = Date.now() + LONGEST_TURN_MS;
    while (Date.now() < latest) {
      const [whose, until] = (localStorage.getItem(TURN) ?? '').split(' ');
      if (whose === own) break;
      if (!whose || Number(until) < Date.now()) {
        localStorage.setItem(TURN, `${own} ${Date.now() + LONGEST_TURN_MS}`);
      }
      // Two may have written at once; the one that stands goes first.
      await pause(30);
    }
  } catch {
    // Without a store nobody waits for anybody.
  }
  try {
    return await task();
  } finally {
    if (localStorage.getItem(TURN)?.startsWith(own)) localStorage.removeItem(TURN);
  }
}
