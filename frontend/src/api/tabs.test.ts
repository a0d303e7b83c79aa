import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Session } from './types';

const session = (access: string, refresh: string, expires = 900) =>
  ({
    access_token: access,
    refresh_token: refresh,
    expires_in: expires,
    token_type: 'Bearer',
    user: { division: { code: '360704100000' } },
  }) as Session;

type Tab = typeof import('./tokens') & Pick<typeof import('./client'), 'refreshSession'>;

/** Another tab of the same browser: it shares the store, not the memory. A duplicated one begins with a copy. */
async function tab(copy = false): Promise<Tab> {
  if (!copy) sessionStorage.clear();
  vi.resetModules();
  const tokens = await import('./tokens');
  const { refreshSession } = await import('./client');
  return { ...tokens, refreshSession };
}

/** The server's side of a session: one line of tokens, the last but one answered alike. */
function server() {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    const { refresh_token: token } = JSON.parse(String(init.body)) as { refresh_token: string };
    asked.push(token);
    await new Promise((done) => setTimeout(done, 20));
    const number = Number(token.split('.')[2]) + 1;
    return new Response(JSON.stringify(session(`a${number}`, `c.s.${number}`)), { status: 201 });
  });
  return asked;
}

const soon = (check: () => void) => vi.waitFor(check, { timeout: 3000 });

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

test('a new tab joins the session while one is open', async () => {
  const first = await tab();
  first.keepSession(session('a1', 'c.s.1'));
  const second = await tab();
  expect(second.refreshToken()).toBeNull();
  await second.catchUp();
  expect([second.accessToken(), second.refreshToken()]).toEqual(['a1', 'c.s.1']);
});

test('where nobody is signed in, a new tab waits for nobody', async () => {
  const alone = await tab();
  const began = Date.now();
  await alone.catchUp();
  expect(Date.now() - began).toBeLessThan(200);
  expect(alone.refreshToken()).toBeNull();
});

test('the tokens are nowhere but in the open tabs', async () => {
  const only = await tab();
  only.keepSession(session('secret-access', 'c.s.secret'));
  expect(JSON.stringify({ ...localStorage })).not.toContain('secret');
});

test('tabs renew the session once for all of them', async () => {
  const asked = server();
  const first = await tab();
  first.keepSession(session('a1', 'c.s.1', 1));
  const copies = [await tab(true), await tab(true), await tab(true)];
  const done = await Promise.all([first, ...copies].map((each) => each.refreshSession()));
  expect(done).toEqual([true, true, true, true]);
  expect(asked).toEqual(['c.s.1']);
  expect([first, ...copies].map((each) => each.refreshToken())).toEqual(Array(4).fill('c.s.2'));
});

test('a tab that was asleep asks for the newer tokens before it uses its old one', async () => {
  const asked = server();
  const first = await tab();
  first.keepSession(session('a1', 'c.s.1', 1));
  const sleeper = await tab(true);
  await first.refreshSession();
  await soon(() => expect(sleeper.refreshToken()).toBe('c.s.2'));
  await sleeper.refreshSession();
  expect(asked).toEqual(['c.s.1', 'c.s.2']);
});

test('signing out in one tab reaches all, and of another session none', async () => {
  const first = await tab();
  first.keepSession(session('a1', 'c.s.1'));
  const second = await tab(true);
  const told: string[] = [];
  second.onSessionEnd(() => told.push('second'));
  first.forgetSession();
  await soon(() => expect(told).toEqual(['second']));
  expect(second.refreshToken()).toBeNull();
});

test('signing in again brings the tabs back that stand at the login', async () => {
  const first = await tab();
  const second = await tab();
  let joined = 0;
  second.onSessionJoin(() => {
    joined += 1;
  });
  first.keepSession(session('a1', 'c.s.1'));
  await soon(() => expect(joined).toBe(1));
  // The next pair of the same session is nothing to be told.
  first.keepSession(session('a2', 'c.s.2'));
  await soon(() => expect(second.refreshToken()).toBe('c.s.2'));
  expect(joined).toBe(1);
});

test('when another person signs in, the former one leaves all tabs first', async () => {
  const first = await tab();
  first.keepSession(session('a1', 'c.s.1'));
  const second = await tab(true);
  const told: string[] = [];
  first.onSessionEnd(() => told.push('out'));
  first.onSessionJoin(() => told.push('in'));
  second.keepSession(session('b1', 'c.other.1', 1000));
  await soon(() => expect(told).toEqual(['out', 'in']));
  expect(first.accessToken()).toBe('b1');
});

test('an answer that comes after signing out brings nobody back', async () => {
  server();
  const only = await tab();
  only.keepSession(session('a1', 'c.s.1', 1));
  const refreshing = only.refreshSession();
  await new Promise((done) => setTimeout(done, 10));
  only.forgetSession();
  expect(await refreshing).toBe(false);
  expect(only.refreshToken()).toBeNull();
});

test('where the browser has no locks, a note in the store keeps the turns', async () => {
  // jsdom has none, as Chrome on plain HTTP.
  expect('locks' in window.navigator).toBe(false);
  const { inTurn } = await import('./tabs');
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await new Promise((done) => setTimeout(done, 30));
    log.push(`${name} ends`);
  };
  await Promise.all([inTurn(work('a')), inTurn(work('b'))]);
  expect(log).toHaveLength(4);
  expect(log[0]?.[0]).toBe(log[1]?.[0]);
});

test('who waits in vain for a stuck tab goes by himself in the end', async () => {
  localStorage.setItem('yangguang.turn', `gone ${Date.now() - 1}`);
  const { inTurn } = await import('./tabs');
  expect(await inTurn(async () => 'done')).toBe('done');
});
