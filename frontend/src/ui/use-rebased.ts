import { useEffect, useRef, useState } from 'react';
import { rebase, unchanged } from '../lib/rebase';
import type { Theirs } from './their-changes';

interface Rebasing<T> {
  /** The record as it is now; undefined where nothing is being changed. */
  now: T | undefined;
  /** What stands in the form, filled up from the version it was begun on. */
  typed: (base: T) => T;
  keep: (merged: T) => void;
  label: (name: keyof T & string) => string;
  value: (name: keyof T & string, value: unknown) => string;
}

/** Keeps a form on the latest version of its record: when others save, what was typed stays and theirs comes in. */
export function useRebased<T extends Record<string, unknown>>(of: Rebasing<T>): Theirs | null {
  const base = useRef(of.now);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const latest = useRef(of);
  latest.current = of;
  const { now } = of;
  useEffect(() => {
    if (!now || !base.current || unchanged(base.current, now)) {
      base.current ??= now;
      return;
    }
    const { typed, keep, label, value } = latest.current;
    const { merged, taken, contested } = rebase(base.current, typed(base.current), now);
    base.current = now;
    keep(merged);
    setTheirs({
      taken: taken.map(label),
      contested: contested.map((name) => ({ label: label(name), value: value(name, now[name]) })),
    });
  }, [now]);
  return theirs;
}
