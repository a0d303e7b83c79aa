import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { useUser } from '../../api/session';
import { draftKey } from '../../lib/drafts';
import { useDraft } from '../../lib/use-draft';
import {
  afterSending,
  type Drafts,
  draftsReducer,
  faultOf,
  type Kept,
  keptOf,
  type Mode,
  takenUp,
} from './drafts';
import { type BatchDetail, batchQuery, type RowResult, sendAnswers } from './queries';

type Action =
  | Parameters<typeof draftsReducer>[1]
  | { type: 'sent'; results: RowResult[] }
  | { type: 'begin'; drafts: Drafts };
function reduce(drafts: Drafts, action: Action): Drafts {
  if (action.type === 'sent') return afterSending(drafts, action.results);
  return action.type === 'begin' ? action.drafts : draftsReducer(drafts, action);
}

/**
 * The answers to a table: drafted here, kept while a row's case is looked at, sent together, each row keeping
 * what the server said about it.
 */
export function useAnswers(batch: BatchDetail, mode: Mode) {
  const queries = useQueryClient();
  const kept = useDraft<Kept>(draftKey(useUser().id, `batch.${batch.id}.${mode}`));
  const [begun] = useState(() => takenUp(batch.rows, kept.begun ?? {}, mode));
  const [drafts, dispatch] = useReducer(reduce, begun.drafts);
  const [stale, setStale] = useState(begun.stale);
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun anew, it shows what it then begins with
  useEffect(() => {
    if (kept.round === 0) return;
    const next = takenUp(batch.rows, kept.begun ?? {}, mode);
    setStale(next.stale);
    dispatch({ type: 'begin', drafts: next.drafts });
  }, [kept.round]);
  const { keep } = kept;
  const answered = useRef<Kept>(kept.begun ?? {});
  useEffect(() => {
    const now = keptOf(batch.rows, drafts, answered.current);
    answered.current = now ?? {};
    keep(now);
  }, [keep, batch.rows, drafts]);
  const [results, setResults] = useState<Record<string, RowResult>>({});
  const ready = useMemo(
    () =>
      batch.rows.filter((row) => drafts[row.case_id] && faultOf(row, drafts[row.case_id] as never) === null),
    [batch.rows, drafts],
  );
  const sending = useMutation({
    mutationFn: (key: string) => sendAnswers(batch.id, batch.rows, drafts, mode, key),
    onSuccess: (answered) => {
      dispatch({ type: 'sent', results: answered });
      setResults((known) => ({
        ...known,
        ...Object.fromEntries(answered.map((item) => [item.case_id, item])),
      }));
    },
    // Also after a failure: some pieces may have been decided before the line broke.
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: batchQuery(batch.id).queryKey }),
        queries.invalidateQueries({ queryKey: ['batches'] }),
        queries.invalidateQueries({ queryKey: ['case'] }),
      ]),
  });
  return { drafts, dispatch, results, ready, sending, kept, stale };
}
