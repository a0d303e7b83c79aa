import { Alert, Button } from 'antd';
import type { TFunction } from 'i18next';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { waitOf } from '../lib/wait';
import { type SinceLike, SinceList } from './since-list';

interface ProblemLike {
  status: number;
  code: string;
  title: string;
  detail: string;
  traceId: string | null;
  errors: { pointer: string; message: string }[];
  retryAfter?: number | null;
  since?: SinceLike[];
}

/** Asking again helps against a bad line, a busy server and a record that has moved on; not against a refusal. */
const worthRetrying = (problem: ProblemLike | null): boolean =>
  !problem || problem.status === 0 || problem.status >= 500 || [408, 409, 412, 429].includes(problem.status);

/** What a clerk does here, where the server can only speak to whoever calls it. */
const ADVICE: Record<number, string> = {
  412: 'ui.advice_stale',
  502: 'ui.advice_busy',
  503: 'ui.advice_busy',
  504: 'ui.advice_busy',
};

function isLike(error: unknown): error is ProblemLike {
  return typeof error === 'object' && error !== null && 'code' in error && 'traceId' in error;
}

interface Props {
  error: unknown;
  onRetry?: () => void;
  /** Errors already shown at their fields. */
  hideFieldErrors?: boolean;
}

/** The server's own words, what to do next, and the number to read to support. Takes the focus when it appears. */
export function ProblemAlert({ error, onRetry, hideFieldErrors }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) box.current?.focus();
  }, [error]);
  if (!error) return null;
  const problem = isLike(error) ? error : null;
  const known = problem && (problem.title || problem.detail);
  const title = known
    ? problem.title || problem.detail
    : problem?.status === 0
      ? t('ui.network_title')
      : t('ui.unexpected_title');
  const detail = known
    ? problem.title && problem.detail
    : problem?.status === 0
      ? t('ui.network_detail')
      : t('ui.unexpected_detail');
  const advice = problem
    ? problem.status === 429 && problem.retryAfter
      ? t('ui.advice_wait', { wait: waitText(t, problem.retryAfter) })
      : ADVICE[problem.status] && t(ADVICE[problem.status] as string)
    : null;
  return (
    <div ref={box} tabIndex={-1} className="problem" role="alert">
      <Alert
        type="error"
        showIcon
        title={title}
        description={
          <>
            {(advice || detail) && <p>{advice || detail}</p>}
            {!hideFieldErrors && problem && problem.errors.length > 0 && (
              <ul>
                {problem.errors.map((item) => (
                  <li key={item.pointer + item.message}>{item.message}</li>
                ))}
              </ul>
            )}
            <SinceList of={problem?.since} />
            {problem?.traceId && (
              <p className="trace">
                {t('ui.trace')} <code>{problem.traceId}</code>
              </p>
            )}
          </>
        }
        action={onRetry && worthRetrying(problem) && <Button onClick={onRetry}>{t('ui.retry')}</Button>}
      />
    </div>
  );
}

function waitText(t: TFunction, seconds: number): string {
  const { unit, count } = waitOf(seconds);
  return t(`ui.wait.${unit}`, { count });
}
