import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { PublicError } from '../api/public-client';
import { waitOf } from '../lib/wait';
import { usePortal } from './context';

type Loaded<T> = { state: 'loading' } | { state: 'ready'; data: T } | { state: 'failed'; error: unknown };

/** Loads once per key, drops the answer to a question nobody asks any more. */
export function useLoad<T>(
  key: string,
  load: (options: { language: string; signal: AbortSignal }) => Promise<T>,
) {
  const { language } = usePortal();
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what `load` closes over
  useEffect(() => {
    const controller = new AbortController();
    setLoaded({ state: 'loading' });
    load({ language, signal: controller.signal }).then(
      (data) => !controller.signal.aborted && setLoaded({ state: 'ready', data }),
      (error) => !controller.signal.aborted && setLoaded({ state: 'failed', error }),
    );
    return () => controller.abort();
  }, [key, language, attempt]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { loaded, retry };
}

export function useErrorText() {
  const { t } = usePortal();
  return (error: unknown): string => {
    if (!(error instanceof PublicError)) return t.failed;
    if (error.status === 0) return t.offline;
    const told = error.retryAfterSeconds ? waitOf(error.retryAfterSeconds) : null;
    const wait = told ? ` ${t.waitSeconds(told.count, told.unit === 'minutes')}` : '';
    return (error.problem ? error.message : t.failed) + wait;
  };
}

export function Await<T>({
  of,
  children,
  failed,
}: {
  of: { loaded: Loaded<T>; retry: () => void };
  children: (data: T) => ReactNode;
  failed?: (error: unknown) => ReactNode | null;
}) {
  const { t } = usePortal();
  const textOf = useErrorText();
  const { loaded, retry } = of;
  if (loaded.state === 'loading') return <p role="status">{t.loading}</p>;
  if (loaded.state === 'ready') return <>{children(loaded.data)}</>;
  const special = failed?.(loaded.error);
  if (special) return <>{special}</>;
  return (
    <div className="alert" role="alert">
      <p>{textOf(loaded.error)}</p>
      <button type="button" className="button" onClick={retry}>
        {t.retry}
      </button>
    </div>
  );
}
