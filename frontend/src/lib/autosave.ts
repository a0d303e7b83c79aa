import { useCallback, useEffect, useRef } from 'react';
import { saveDraft } from './drafts';

/**
 * Keeps the draft half a second behind the typing, and at once when the page or the form goes away, be it that
 * the session has ended. The answer stops it: for what has been sent or thrown away.
 */
export function useAutosave(key: string | null, value: unknown): () => void {
  const latest = useRef({ key, value });
  const stopped = useRef(false);
  latest.current = { key, value };
  useEffect(() => {
    if (!key) return;
    const timer = window.setTimeout(() => {
      if (!stopped.current) saveDraft(key, value);
    }, 500);
    return () => window.clearTimeout(timer);
  }, [key, value]);
  useEffect(() => {
    const now = () => {
      const { key: current, value: typed } = latest.current;
      if (current && !stopped.current) saveDraft(current, typed);
    };
    window.addEventListener('pagehide', now);
    return () => {
      window.removeEventListener('pagehide', now);
      now();
    };
  }, []);
  return useCallback(() => {
    stopped.current = true;
  }, []);
}
