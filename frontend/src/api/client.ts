import createClient from 'openapi-fetch';
import { randomId } from '../lib/random';
import { answersNothing, LostWrites } from './lost-writes';
import { networkProblem, problemOf } from './problem';
import type { paths } from './schema.gen';
import { inTurn } from './tabs';
import {
  accessIsStale,
  accessToken,
  catchUp,
  forgetSession,
  keepSession,
  onSessionEnd,
  refreshToken,
} from './tokens';
import type { Session } from './types';

export const BASE = '/api/v1';
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
/** Callers name paths without the version prefix. */
type Paths = { [K in keyof paths as K extends `/api/v1${infer Rest}` ? Rest : K]: paths[K] };
type PathOf<M extends Method> = {
  [P in keyof Paths]: Paths[P] extends { [K in M]: object } ? P : never;
}[keyof Paths] &
  string;
type Operation<P extends keyof Paths, M extends Method> = M extends keyof Paths[P] ? Paths[P][M] : never;
type Parameter<O, K extends string> = O extends { parameters: infer X }
  ? K extends keyof X
    ? NonNullable<X[K]>
    : never
  : never;
type Body<O> = O extends { requestBody?: infer R }
  ? NonNullable<R> extends { content: { 'application/json': infer B } }
    ? B
    : never
  : never;
type Answers<O> = O extends { responses: infer R } ? R[keyof R & (200 | 201 | 202 | 207)] : never;
type Json<A> = A extends { content: { 'application/json': infer B } } ? B : never;
export type Answer<P extends keyof Paths, M extends Method> = Json<Answers<Operation<P, M>>>;
type Part<Name extends string, T> = [T] extends [never]
  ? { [K in Name]?: undefined }
  : Partial<T> extends T
    ? { [K in Name]?: T }
    : { [K in Name]: T };
type Options<P extends keyof Paths, M extends Method> = Part<'path', Parameter<Operation<P, M>, 'path'>> &
  Part<'query', Parameter<Operation<P, M>, 'query'>> &
  Part<'body', Body<Operation<P, M>>> & {
    /** The record's version: sent as If-Match. */
    version?: number;
    /** Given when a retry must be the same act; otherwise every write gets its own. */
    key?: string;
    signal?: AbortSignal;
  };

let language = 'zh-CN';
export function speak(code: string): void {
  language = code;
}

// Looked up at each call: a test may replace it, and older browsers lose `this` otherwise.
const http = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: (request) => globalThis.fetch(request),
});

let refreshing: Promise<boolean> | null = null;
/** One refresh at a time, in this tab and beside the others: the token rotates. */
export function refreshSession(): Promise<boolean> {
  const before = accessToken();
  refreshing ??= inTurn(() => rotate(before)).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function rotate(before: string | null): Promise<boolean> {
  // While this tab waited or slept, another may have done it.
  await catchUp();
  if (accessToken() !== before && !accessIsStale()) return true;
  const token = refreshToken();
  if (!token) return false;
  const requestId = randomId();
  let response: Response;
  try {
    response = await globalThis.fetch(`${BASE}/sessions/refreshes`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Request-Id': requestId, 'Accept-Language': language },
      body: JSON.stringify({ refresh_token: token }),
    });
  } catch {
    throw networkProblem(requestId);
  }
  const answer: unknown = await response.json().catch(() => null);
  // Meanwhile signed out, or handed newer tokens by another tab: this answer is of no use any more.
  if (refreshToken() !== token) return refreshToken() !== null;
  if (response.ok && answer) {
    keepSession(answer as Session);
    return true;
  }
  const problem = problemOf(response, answer);
  // Only a refusal ends the session; a busy server or a bad line does not throw work away.
  if (response.status === 401 || response.status === 403) {
    forgetSession();
    return false;
  }
  throw problem;
}

export function headers(method: Method, requestId: string, options: { version?: number; key?: string }) {
  const result: Record<string, string> = { 'Accept-Language': language, 'X-Request-Id': requestId };
  const token = accessToken();
  if (token) result.Authorization = `Bearer ${token}`;
  if (options.version !== undefined) result['If-Match'] = `"${options.version}"`;
  if (method === 'post' || method === 'put') result['Idempotency-Key'] = options.key ?? randomId();
  return result;
}

/** Sends, refreshing the session first when it is stale and once more when it was refused. */
export async function authorized(open: boolean, send: () => Promise<Response>): Promise<Response> {
  if (!open && refreshToken() && accessIsStale()) await refreshSession();
  const response = await send();
  if (open || response.status !== 401 || !refreshToken()) return response;
  return (await refreshSession()) ? send() : response;
}

const lost = new LostWrites();
onSessionEnd(() => lost.clear());

const OPEN = new Set(['/sessions', '/sessions/refreshes']);

async function request<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  options: Options<P, M>,
): Promise<Answer<P, M>> {
  const requestId = randomId();
  // The same key on the repeat, after a refresh or a lost line: the act happens once.
  const act = JSON.stringify([method, path, options.path, options.query, options.version, options.body]);
  const key = options.key ?? lost.keyOf(act) ?? randomId();
  let body: unknown;
  let failure: unknown;
  const response = await authorized(OPEN.has(path), async () => {
    try {
      const result = await http.request(
        method,
        (BASE + path) as never,
        {
          params: { path: options.path ?? {}, query: options.query ?? {} },
          body: options.body,
          headers: headers(method, requestId, { ...options, key }),
          signal: options.signal,
        } as never,
      );
      const { data, error } = result as { data?: unknown; error?: unknown };
      body = data;
      failure = error;
      return (result as { response: Response }).response;
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
      lost.remember(act, key);
      throw networkProblem(requestId);
    }
  });
  if (answersNothing(response.status)) lost.remember(act, key);
  else lost.forget(act);
  if (!response.ok) throw problemOf(response, failure);
  return body as Answer<P, M>;
}

type Args<P extends keyof Paths, M extends Method> =
  Record<never, never> extends Options<P, M> ? [options?: Options<P, M>] : [options: Options<P, M>];
const verb =
  <M extends Method>(method: M) =>
  <P extends PathOf<M>>(path: P, ...[options]: Args<P, M>): Promise<Answer<P, M>> =>
    request(method, path, (options ?? {}) as Options<P, M>);

export const api = {
  get: verb('get'),
  post: verb('post'),
  put: verb('put'),
  patch: verb('patch'),
  delete: verb('delete'),
};

/** Bytes of a protected file or export, with the name the server gave it. */
export async function downloadFile(
  path: string,
  asked?: object,
): Promise<{ blob: Blob; fileName: string | null }> {
  const requestId = randomId();
  const init = (): RequestInit =>
    asked
      ? {
          method: 'POST',
          headers: { ...headers('post', requestId, {}), 'Content-Type': 'application/json' },
          body: JSON.stringify(asked),
        }
      : { headers: headers('get', requestId, {}) };
  const response = await authorized(false, () =>
    globalThis.fetch(BASE + path, init()).catch(() => Promise.reject(networkProblem(requestId))),
  );
  if (!response.ok) throw problemOf(response, await response.json().catch(() => null));
  const disposition = response.headers.get('Content-Disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename="?([^";]+)"?/i.exec(disposition)?.[1];
  return { blob: await response.blob(), fileName: encoded ? decodeURIComponent(encoded) : (plain ?? null) };
}
