import type { components } from './schema.gen';

export type FieldError = components['schemas']['FieldError'];
export type Since = components['schemas']['Since'];

/** What the server (or the network) said no with; `detail` is already in the reader's language. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly instance: string | null;
  readonly traceId: string | null;
  readonly errors: FieldError[];
  readonly retryAfter: number | null;
  /** Who did what to the record meanwhile, the latest first. */
  readonly since: Since[];

  constructor(fields: {
    status: number;
    code: string;
    title?: string;
    detail?: string;
    instance?: string | null;
    traceId?: string | null;
    errors?: FieldError[];
    retryAfter?: number | null;
    since?: Since[];
  }) {
    super(fields.detail || fields.title || fields.code);
    this.name = 'Problem';
    this.status = fields.status;
    this.code = fields.code;
    this.title = fields.title ?? '';
    this.detail = fields.detail ?? '';
    this.instance = fields.instance ?? null;
    this.traceId = fields.traceId ?? null;
    this.errors = fields.errors ?? [];
    this.retryAfter = fields.retryAfter ?? null;
    this.since = fields.since ?? [];
  }
}

export function isProblem(error: unknown, code?: string): error is Problem {
  return error instanceof Problem && (code === undefined || error.code === code);
}

/** A problem from an answer that is not 2xx, whatever its body turns out to be. */
export function problemOf(response: Response, body: unknown): Problem {
  const data = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string) => (typeof data[name] === 'string' ? (data[name] as string) : undefined);
  const retryAfter = Number(response.headers.get('Retry-After'));
  return new Problem({
    status: response.status,
    code: text('code') ?? `http_${response.status}`,
    title: text('title'),
    detail: text('detail'),
    instance: text('instance') ?? null,
    traceId: text('trace_id') ?? response.headers.get('X-Request-Id'),
    errors: Array.isArray(data.errors) ? (data.errors as FieldError[]) : [],
    since: Array.isArray(data.since) ? (data.since as Since[]) : [],
    retryAfter: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null,
  });
}

export function networkProblem(requestId: string): Problem {
  return new Problem({ status: 0, code: 'network_unreachable', traceId: requestId });
}
