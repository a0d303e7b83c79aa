import type { Session } from './types';

const REFRESH = 'yangguang.refresh';

/** The access token lives in memory only; the refresh token outlives a reload, not the browser tab. */
let access: { token: string; expiresAt: number; division: string } | null = null;
const listeners = new Set<(alive: boolean) => void>();

export function keepSession(session: Session): void {
  const expiresAt = Date.now() + session.expires_in * 1000;
  access = { token: session.access_token, expiresAt, division: session.user.division.code };
  sessionStorage.setItem(REFRESH, session.refresh_token);
}

export function forgetSession(): void {
  const had = access !== null || sessionStorage.getItem(REFRESH) !== null;
  access = null;
  sessionStorage.removeItem(REFRESH);
  if (had) for (const listener of listeners) listener(false);
}

export const accessToken = (): string | null => access?.token ?? null;
export const refreshToken = (): string | null => sessionStorage.getItem(REFRESH);
/** Where the reader's office is: rules are asked for as they hold there. */
export const ownDivision = (): string | undefined => access?.division;
/** True shortly before the access token dies, so that a request need not fail first. */
export const accessIsStale = (now = Date.now()): boolean =>
  access === null || access.expiresAt - now < 20_000;

export function onSessionEnd(listener: (alive: boolean) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
