import { QueryClient } from '@tanstack/react-query';
import { isProblem } from './problem';

/** A lawful "no" is final; only a lost line or a busy server is worth asking again. */
export function shouldRetry(failures: number, error: unknown): boolean {
  if (!isProblem(error)) return false;
  return failures < 2 && (error.status === 0 || error.status === 502 || error.status === 503);
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 15_000, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
