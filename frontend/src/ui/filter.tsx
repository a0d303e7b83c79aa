import { type ReactNode, useCallback, useId } from 'react';
import { useSearchParams } from 'react-router';

/** A labelled control of a list's filter row. */
export function Filter({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

/** The filters of a list live in its address, so that a list can be sent, bookmarked and gone back to. */
export function useFilters() {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (changes: Record<string, string | null | undefined>) =>
      setSearch(
        (old) => {
          const next = new URLSearchParams(old);
          for (const [name, value] of Object.entries(changes)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const clear = useCallback(() => setSearch({}, { replace: true }), [setSearch]);
  return { get: (name: string) => search.get(name) ?? undefined, set, clear, any: search.size > 0 };
}
