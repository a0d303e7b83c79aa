import { beforeEach, expect, test, vi } from 'vitest';
import { api } from './client';
import { LostWrites } from './lost-writes';
import { forgetSession, keepSession } from './tokens';
import type { Session } from './types';

const session = {
  access_token: 'a1',
  refresh_token: 'r1',
  expires_in: 900,
  token_type: 'Bearer',
  user: { division: { code: '360704100000' } },
};
const answer = (status: number) =>
  new Response(JSON.stringify({}), { status, headers: { 'Content-Type': 'application/json' } });

/** The keys under which writes arrived; `null` is a line that is lost after the request has gone out. */
function keysOf(...answers: (number | null)[]) {
  const keys: (string | null)[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    keys.push(request.headers.get('idempotency-key'));
    const status = answers.shift();
    if (!status) throw new TypeError('Failed to fetch');
    return answer(status);
  });
  return keys;
}
const withdraw = (reason: string) =>
  api.post('/cases/{id}/withdrawals', { path: { id: 'c1' }, version: 3, body: { reason } });

beforeEach(() => {
  forgetSession();
  keepSession(session as unknown as Session);
});

test('the same write sent again after a lost line is the same act', async () => {
  const keys = keysOf(null, 503, 201, 201);
  await expect(withdraw('搬走')).rejects.toMatchObject({ code: 'network_unreachable' });
  await expect(withdraw('搬走')).rejects.toMatchObject({ status: 503 });
  await withdraw('搬走');
  await withdraw('搬走');
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).toBe(keys[0]);
  // The third was answered: what follows is a new act.
  expect(keys[3]).not.toBe(keys[0]);
});

test('changed words are another act, and so is what the next user sends', async () => {
  const keys = keysOf(null, null, null);
  await withdraw('搬走').catch(() => undefined);
  await withdraw('自愿撤回').catch(() => undefined);
  expect(keys[1]).not.toBe(keys[0]);
  forgetSession();
  keepSession(session as unknown as Session);
  await withdraw('搬走').catch(() => undefined);
  expect(keys[2]).not.toBe(keys[0]);
});

test('only the latest lost writes are remembered', () => {
  const lost = new LostWrites();
  for (let act = 0; act < 60; act += 1) lost.remember(`act ${act}`, `key ${act}`);
  expect(lost.keyOf('act 0')).toBeUndefined();
  expect(lost.keyOf('act 59')).toBe('key 59');
});
