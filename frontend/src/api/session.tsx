import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { can } from '../lib/permission';
import { api } from './client';
import {
  catchUp,
  forgetSession,
  keepSession,
  onSessionEnd,
  onSessionJoin,
  refreshToken,
  tellOfUser,
} from './tokens';
import type { User } from './types';

interface SessionState {
  /** undefined while a reload is still being answered. */
  user: User | null | undefined;
  /** Why a reload was not answered: the session may live on, only the server was out of reach. */
  unreachable: unknown;
  retry(): void;
  signIn(username: string, password: string): Promise<User>;
  signOut(): Promise<void>;
  replaceUser(user: User): void;
}

const Context = createContext<SessionState | null>(null);

async function restore(): Promise<User | null> {
  await catchUp();
  if (!refreshToken()) return null;
  return (await api.get('/sessions/current')).user;
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [user, setUser] = useState<User | null | undefined>(undefined);
  const [unreachable, setUnreachable] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const queries = useQueryClient();

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks anew
  useEffect(() => {
    let current = true;
    setUnreachable(null);
    restore()
      .then((found) => current && setUser(found))
      // Refused is out; not answered is not known yet, and nobody is sent to the login for it.
      .catch((error) => current && (refreshToken() ? setUnreachable(error) : setUser(null)));
    const stop = [
      onSessionEnd(() => {
        queries.clear();
        setUser(null);
      }),
      onSessionJoin(() => setAttempt((count) => count + 1)),
    ];
    return () => {
      current = false;
      for (const each of stop) each();
    };
  }, [queries, attempt]);

  const signIn = useCallback(
    async (username: string, password: string) => {
      const session = await api.post('/sessions', { body: { username, password } });
      queries.clear();
      keepSession(session);
      setUser(session.user);
      return session.user;
    },
    [queries],
  );
  const signOut = useCallback(async () => {
    // The server may be out of reach; the person leaves all the same.
    await api.delete('/sessions/current').catch(() => undefined);
    forgetSession();
  }, []);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const replaceUser = useCallback((changed: User) => {
    setUser(changed);
    tellOfUser();
  }, []);
  const value = useMemo(
    () => ({ user, unreachable, retry, signIn, signOut, replaceUser }),
    [user, unreachable, retry, signIn, signOut, replaceUser],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useSession(): SessionState {
  const session = useContext(Context);
  if (!session) throw new Error('useSession outside SessionProvider');
  return session;
}

/** The signed-in person; only for pages behind the login. */
export function useUser(): User {
  const { user } = useSession();
  if (!user) throw new Error('no session');
  return user;
}

export function useCan(): (permission: string) => boolean {
  const { user } = useSession();
  return (permission) => can(user ?? null, permission);
}
