import type { components } from './schema.gen';

type Schemas = components['schemas'];
export type PublicNotice = Schemas['PublicNotice'];
export type PublicNoticeRow = Schemas['PublicNoticeRow'];
export type PreliminaryNotice = Schemas['PreliminaryNotice'];
export type PublicDivision = Schemas['Division'];
export type PublicDivisionDetail = Schemas['DivisionDetail'];
export type PublicProgress = Schemas['Progress'];
export type PublicServiceItem = Schemas['ServiceItem'];
export type PublicLawRow = Schemas['LawRow'];
export type PublicLaw = Schemas['LawDetail'];
type PublicProblem = Schemas['Problem'];

/** What the portal shows when the server says no: its own words, and the status that decides the page. */
export class PublicError extends Error {
  constructor(
    readonly status: number,
    readonly problem: PublicProblem | null,
    readonly retryAfterSeconds: number | null,
  ) {
    super(problem?.detail || problem?.title || `HTTP ${status}`);
  }
}

interface Options {
  language: string;
  signal?: AbortSignal;
  body?: unknown;
}

type QueryValue = string | number | null | undefined;

/** `/api/v1` + path, with the set members of `query`. */
export function publicUrl(path: string, query: Record<string, QueryValue> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

async function problemOf(response: Response): Promise<PublicProblem | null> {
  try {
    return (await response.json()) as PublicProblem;
  } catch {
    return null;
  }
}

/** A call without a session: the portal has no login and sends nothing that identifies its reader. */
async function call<T>(url: string, { language, signal, body }: Options): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      credentials: 'omit',
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new PublicError(0, null, null);
  }
  if (response.ok) return (await response.json()) as T;
  const retry = Number(response.headers.get('Retry-After'));
  throw new PublicError(response.status, await problemOf(response), retry > 0 ? retry : null);
}

interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export const publicApi = {
  divisions: (query: { parent?: string; q?: string; cursor?: string | null }, options: Options) =>
    call<Page<PublicDivision>>(publicUrl('/divisions', { limit: 200, ...query }), options),
  division: (code: string, options: Options) =>
    call<PublicDivisionDetail>(publicUrl(`/divisions/${encodeURIComponent(code)}`), options),
  notices: (query: { division?: string; quarter?: string; cursor?: string | null }, options: Options) =>
    call<Page<PublicNoticeRow>>(publicUrl('/public/notices', { limit: 50, ...query }), options),
  preliminary: (division: string, options: Options) =>
    call<Page<PreliminaryNotice>>(publicUrl('/public/preliminary-notices', { division }), options),
  notice: (id: string, options: Options) =>
    call<PublicNotice>(publicUrl(`/public/notices/${encodeURIComponent(id)}`), options),
  serviceItems: (options: Options) => call<Page<PublicServiceItem>>(publicUrl('/service-items'), options),
  laws: (query: { q?: string; cursor?: string | null }, options: Options) =>
    call<Page<PublicLawRow>>(publicUrl('/laws', { limit: 50, ...query }), options),
  law: (code: string, options: Options) =>
    call<PublicLaw>(publicUrl(`/laws/${encodeURIComponent(code)}`), options),
  /** The case number and id tail travel in the body, never in an address. */
  progress: (query: { case_no: string; id_tail: string }, options: Options) =>
    call<PublicProgress>(publicUrl('/public/progress'), { ...options, body: query }),
};
