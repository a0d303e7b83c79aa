import { useEffect, useRef } from 'react';
import { saveDraft } from './drafts';

/** Keeps the draft half a second behind the typing, and at once when the page goes away. */
export function useAutosave(key: string | null, value: unknown): void {
  const latest = useRef(value);
  latest.current = value;
  useEffect(() => {
    if (!key) return;
    const timer = window.setTimeout(() => saveDraft(key, value), 500);
    return () => window.clearTimeout(timer);
  }, [key, value]);
  useEffect(() => {
    if (!key) return;
    const now = () => saveDraft(key, latest.current);
    window.addEventListener('pagehide', now);
    return () => window.removeEventListener('pagehide', now);
  }, [key]);
}
