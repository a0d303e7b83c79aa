import type { Session } from './types';

const REFRESH = 'yangguang.refresh';

/** The access token lives in memory only; the refresh token outlives a reload, not the browser tab. */
let access: { token: string; expiresAt: number } | null = null;
const listeners = new Set<(alive: boolean) => void>();

export function keepSession(session: Session): void {
  access = { token: session.access_token, expiresAt: Date.now() + session.expires_in * 1000 };
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
/** True shortly before the access token dies, so that a request need not fail first. */
export const accessIsStale = (now = Date.now()): boolean =>
  access === null || access.expiresAt - now < 20_000;

export function onSessionEnd(listener: (alive: boolean) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
