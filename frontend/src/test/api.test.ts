import { beforeEach, expect, test, vi } from 'vitest';
import { api } from '../api/client';
import { isProblem, Problem, problemOf } from '../api/problem';
import { shouldRetry } from '../api/query';
import { forgetSession, keepSession, refreshToken } from '../api/tokens';
import type { Session } from '../api/types';
import { formErrors } from '../ui/form-errors';

const session = (access: string, refresh: string, expires = 900) =>
  ({
    access_token: access,
    refresh_token: refresh,
    expires_in: expires,
    token_type: 'Bearer',
    user: { division: { code: '360704100000' } },
  }) as Session;
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });

/** Answers in order; what was asked is kept. */
function answers(...list: Response[]) {
  const asked: { url: string; headers: Headers; body: string }[] = [];
  vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) => {
    const request = input instanceof Request ? input : new Request(new URL(input, 'http://localhost'), init);
    asked.push({ url: new URL(request.url).pathname, headers: request.headers, body: await request.text() });
    const answer = list.shift();
    if (!answer) throw new TypeError('Failed to fetch');
    return answer;
  });
  return asked;
}

beforeEach(() => forgetSession());

test('a write carries the token, the version and a key', async () => {
  keepSession(session('a1', 'r1'));
  const asked = answers(json(201, { id: 'c1' }));
  await api.post('/cases/{id}/acceptances', { path: { id: 'c1' }, version: 7, body: {} });
  expect(asked[0]?.url).toBe('/api/v1/cases/c1/acceptances');
  expect(asked[0]?.headers.get('authorization')).toBe('Bearer a1');
  expect(asked[0]?.headers.get('if-match')).toBe('"7"');
  expect(asked[0]?.headers.get('idempotency-key')).toHaveLength(36);
  expect(asked[0]?.headers.get('accept-language')).toBe('zh-CN');
});

test('a token that died is renewed once and the same act is repeated with the same key', async () => {
  keepSession(session('a1', 'r1'));
  const asked = answers(
    json(401, { code: 'token_expired' }),
    json(201, session('a2', 'r2')),
    json(201, { id: 'c1' }),
  );
  await api.post('/cases/{id}/acceptances', { path: { id: 'c1' }, version: 1, body: {} });
  expect(asked.map(({ url }) => url)).toEqual([
    '/api/v1/cases/c1/acceptances',
    '/api/v1/sessions/refreshes',
    '/api/v1/cases/c1/acceptances',
  ]);
  expect(asked[2]?.headers.get('authorization')).toBe('Bearer a2');
  expect(asked[2]?.headers.get('idempotency-key')).toBe(asked[0]?.headers.get('idempotency-key'));
  expect(refreshToken()).toBe('r2');
});

test('many requests with a stale token renew it once: the old one would end the session', async () => {
  keepSession(session('a1', 'r1', 1));
  const asked = answers(json(201, session('a2', 'r2')), json(200, {}), json(200, {}), json(200, {}));
  await Promise.all([api.get('/workbench'), api.get('/workbench'), api.get('/officers')]);
  expect(asked.filter(({ url }) => url.endsWith('/refreshes'))).toHaveLength(1);
});

test('an ended session is forgotten, a lost line keeps it', async () => {
  keepSession(session('a1', 'r1', 1));
  answers();
  await expect(api.get('/workbench')).rejects.toMatchObject({ code: 'network_unreachable' });
  expect(refreshToken()).toBe('r1');
  answers(json(401, { code: 'session_ended' }), json(401, { code: 'unauthenticated' }));
  await expect(api.get('/workbench')).rejects.toBeInstanceOf(Problem);
  expect(refreshToken()).toBeNull();
});

test('a problem keeps the words, the fields and the trace of the server', async () => {
  keepSession(session('a1', 'r1'));
  const body = {
    title: '填写有误',
    detail: '请改正',
    status: 422,
    code: 'invalid_input',
    trace_id: 't-1',
    errors: [{ pointer: '/facts/cost_fen', code: 'out_of_range', message: '不能为负' }],
  };
  answers(json(422, body));
  const error = await api.get('/workbench').catch((problem) => problem);
  expect(isProblem(error, 'invalid_input')).toBe(true);
  expect(error).toMatchObject({ title: '填写有误', traceId: 't-1', status: 422 });
  expect(formErrors(error, 'facts')).toEqual([{ name: ['cost_fen'], errors: ['不能为负'] }]);
});

test('an answer that is no problem document is still a problem', () => {
  const answer = new Response('<html>', { status: 502, headers: { 'X-Request-Id': 'x1' } });
  expect(problemOf(answer, null)).toMatchObject({ code: 'http_502', status: 502, traceId: 'x1', errors: [] });
});

test('only what may pass by itself is asked again', () => {
  const problem = (status: number) => new Problem({ status, code: 'x' });
  expect([0, 502, 503].every((status) => shouldRetry(0, problem(status)))).toBe(true);
  expect(
    [400, 401, 403, 404, 409, 412, 422, 429, 500].some((status) => shouldRetry(0, problem(status))),
  ).toBe(false);
  expect(shouldRetry(2, problem(503))).toBe(false);
});

test('pointers into lists and with escapes find their field', () => {
  const errors = [
    { pointer: '/members/0/relation', message: 'a' },
    { pointer: '/members/0/relation', message: 'b' },
    { pointer: '/a~1b', message: 'c' },
  ];
  expect(formErrors({ errors })).toEqual([
    { name: ['members', 0, 'relation'], errors: ['a', 'b'] },
    { name: ['a/b'], errors: ['c'] },
  ]);
});
