import { useCallback, useEffect, useRef, useState } from 'react';
import { besideKey, type Draft, draftsBeside, dropDraft, loadDraft, saveDraft } from './drafts';
import { useLeaveGuard } from './leave-guard';
import { randomId } from './random';

/** This page of this tab. */
const TAB = randomId();
const QUIET_MS = 500;

const stampOf = (draft: Draft<unknown> | null): string | null =>
  draft && `${draft.savedAt} ${draft.tab ?? ''}`;

interface Opened<T> {
  begun: Draft<T> | null;
  /** Another draft of the same form, and where it lies. */
  elsewhere: { key: string; draft: Draft<T> } | null;
  /** Grows whenever the form begins anew. */
  round: number;
  /** The browser keeps nothing. */
  unsafe: boolean;
}

export interface Options<T> {
  /** The version of the record on the screen. */
  version?: number;
  /** Whether a draft that is found belongs to what the form was opened for; another one is offered, not taken. */
  fits?: (value: T) => boolean;
}

/** What was taken up again has been sent or taken back: nothing is left to be said of it. */
const withoutBegun = <T>(state: Opened<T>): Opened<T> => (state.begun ? { ...state, begun: null } : state);

function open<T>(key: string | null, fits: (value: T) => boolean): Opened<T> {
  const found = key ? loadDraft<T>(key) : null;
  const begun = found && fits(found.value) ? found : null;
  const beside = key ? draftsBeside(key)[0] : undefined;
  const left = beside ? { key: beside, draft: loadDraft<T>(beside) } : { key: key ?? '', draft: found };
  const other = beside || (found && !begun) ? left : null;
  return {
    begun,
    elsewhere: other?.draft ? { key: other.key, draft: other.draft } : null,
    round: 0,
    unsafe: false,
  };
}

/**
 * What is typed into a form, kept half a second behind the typing and at once when the page or the form goes
 * away, be it that the session has ended. It waits there for its form until it is sent or thrown away. Two tabs
 * do not write over each other: the second keeps its own beside the first, and the person chooses. A form of
 * another key must be another component.
 */
export function useDraft<T>(key: string | null, { version, fits = () => true }: Options<T> = {}) {
  const [state, setState] = useState(() => open<T>(key, fits));
  const known = useRef(stampOf(state.begun));
  const last = useRef(JSON.stringify(state.begun?.value ?? null));
  const pending = useRef<{ value: T | null } | null>(null);
  const timer = useRef(0);
  const own = key && besideKey(key, TAB);
  useLeaveGuard(state.unsafe);

  const flush = useCallback(() => {
    window.clearTimeout(timer.current);
    const next = pending.current;
    if (!key || !own || !next) return;
    pending.current = null;
    const stored = loadDraft<T>(key);
    const theirs = stored !== null && stampOf(stored) !== known.current;
    if (next.value === null) {
      dropDraft(own);
      if (!theirs) dropDraft(key);
      setState(withoutBegun);
      return;
    }
    const saved = saveDraft(theirs ? own : key, next.value, new Date(), { version, tab: TAB });
    if (saved && !theirs) known.current = stampOf(saved);
    const elsewhere = theirs ? { key, draft: stored } : null;
    setState((old) =>
      old.unsafe === !saved && !theirs
        ? old
        : { ...old, unsafe: !saved, elsewhere: elsewhere ?? old.elsewhere },
    );
  }, [key, own, version]);
  const latest = useRef(flush);
  latest.current = flush;

  useEffect(() => {
    const now = () => latest.current();
    const changed = (event: StorageEvent) => {
      if (!key || event.key !== key) return;
      const stored = loadDraft<T>(key);
      if (stampOf(stored) === known.current) return;
      if (!stored) known.current = null;
      setState((old) => ({ ...old, elsewhere: stored && { key, draft: stored } }));
    };
    window.addEventListener('pagehide', now);
    window.addEventListener('storage', changed);
    return () => {
      window.removeEventListener('pagehide', now);
      window.removeEventListener('storage', changed);
      now();
    };
  }, [key]);

  /** What stands in the form now; null where nothing does. */
  const keep = useCallback((value: T | null) => {
    const words = JSON.stringify(value);
    if (words === last.current) return;
    last.current = words;
    pending.current = { value };
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => latest.current(), QUIET_MS);
  }, []);

  /** Sent, or thrown away: nothing of it comes back. What another tab has written stays that tab's. */
  const drop = useCallback(() => {
    window.clearTimeout(timer.current);
    pending.current = null;
    last.current = 'null';
    setState(withoutBegun);
    if (!key || !own) return;
    dropDraft(own);
    if (stampOf(loadDraft(key)) === known.current) dropDraft(key);
    known.current = null;
  }, [key, own]);

  const again = useCallback((begun: Draft<T> | null, elsewhere: Opened<T>['elsewhere'] = null) => {
    last.current = JSON.stringify(begun?.value ?? null);
    setState((old) => ({ ...old, begun, elsewhere, round: old.round + 1 }));
  }, []);

  /** The form begins anew, without the draft. */
  const discard = useCallback(() => {
    drop();
    again(null, state.elsewhere);
  }, [drop, again, state.elsewhere]);

  /** The other draft instead of this one. */
  const takeOther = useCallback(() => {
    if (!key || !state.elsewhere) return;
    const { key: from, draft } = state.elsewhere;
    drop();
    dropDraft(from);
    const { version: of } = draft;
    const taken = saveDraft(key, draft.value, new Date(draft.savedAt), { version: of, tab: TAB }) ?? draft;
    known.current = stampOf(taken);
    again(taken);
  }, [key, state.elsewhere, drop, again]);

  /** This one, and the other goes. */
  const keepOwn = useCallback(() => {
    if (!key || !own || !state.elsewhere) return;
    latest.current();
    const mine = loadDraft<T>(own) ?? (state.elsewhere.key === key ? state.begun : loadDraft<T>(key));
    dropDraft(state.elsewhere.key);
    dropDraft(own);
    const saved = mine && saveDraft(key, mine.value, new Date(), { version: mine.version, tab: TAB });
    known.current = stampOf(saved);
    setState((old) => ({ ...old, elsewhere: null }));
  }, [key, own, state.elsewhere, state.begun]);

  /** Whether something is kept when the form is left now. */
  const settle = useCallback((): boolean => {
    latest.current();
    return key !== null && own !== null && (loadDraft(key) !== null || loadDraft(own) !== null);
  }, [key, own]);

  return {
    begun: state.begun?.value,
    savedAt: state.begun?.savedAt ?? null,
    /** Somebody has changed the record since the draft was typed. */
    outdated: state.begun?.version !== undefined && version !== undefined && state.begun.version !== version,
    elsewhere: state.elsewhere && {
      savedAt: state.elsewhere.draft.savedAt,
      value: state.elsewhere.draft.value,
    },
    round: state.round,
    unsafe: state.unsafe,
    keep,
    drop,
    discard,
    takeOther,
    keepOwn,
    settle,
  };
}

export type UseDraft<T> = ReturnType<typeof useDraft<T>>;
