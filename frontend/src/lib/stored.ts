import { useCallback, useState } from 'react';

/** What one user has set up on one computer; nothing personal belongs here. */
export const storedKey = (userId: string, what: string): string => `yangguang.set.${userId}.${what}`;

export function readStored<T>(key: string, isValid: (value: unknown) => value is T): T | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isValid(value) ? value : null;
  } catch {
    return null;
  }
}

/** A setting that outlives the page. A full or forbidden store only makes it forgetful. */
export function useStored<T>(key: string, fallback: T, isValid: (value: unknown) => value is T) {
  const [value, setValue] = useState<T>(() => readStored(key, isValid) ?? fallback);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // It holds until the page goes.
      }
    },
    [key],
  );
  return [value, set] as const;
}
