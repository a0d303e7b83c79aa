import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { can } from '../lib/permission';
import { api, refreshSession } from './client';
import { forgetSession, keepSession, onSessionEnd, refreshToken } from './tokens';
import type { User } from './types';

interface SessionState {
  /** undefined while a reload is still being answered. */
  user: User | null | undefined;
  signIn(username: string, password: string): Promise<User>;
  signOut(): Promise<void>;
  replaceUser(user: User): void;
}

const Context = createContext<SessionState | null>(null);

async function restore(): Promise<User | null> {
  if (!refreshToken()) return null;
  if (!(await refreshSession())) return null;
  return (await api.get('/sessions/current')).user;
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [user, setUser] = useState<User | null | undefined>(undefined);
  const queries = useQueryClient();

  useEffect(() => {
    let current = true;
    restore()
      .catch(() => null)
      .then((found) => current && setUser(found));
    const stop = onSessionEnd(() => {
      queries.clear();
      setUser(null);
    });
    return () => {
      current = false;
      stop();
    };
  }, [queries]);

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

  const value = useMemo(() => ({ user, signIn, signOut, replaceUser: setUser }), [user, signIn, signOut]);
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
