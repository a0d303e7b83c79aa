import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useReducer, useState } from 'react';
import { afterSending, type Drafts, draftsReducer, faultOf, type Mode } from './drafts';
import { type BatchDetail, batchQuery, type RowResult, sendAnswers } from './queries';

type Action = Parameters<typeof draftsReducer>[1] | { type: 'sent'; results: RowResult[] };
const reduce = (drafts: Drafts, action: Action): Drafts =>
  action.type === 'sent' ? afterSending(drafts, action.results) : draftsReducer(drafts, action);

/** The answers of one sitting: drafted here, sent together, each row keeping what the server said about it. */
export function useAnswers(batch: BatchDetail, mode: Mode) {
  const queries = useQueryClient();
  const [drafts, dispatch] = useReducer(reduce, {});
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
  return { drafts, dispatch, results, ready, sending };
}
