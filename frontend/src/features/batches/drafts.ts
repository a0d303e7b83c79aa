import type { Schemas } from '../../api/types';

export type BatchRow = Schemas['BatchRow'];
type Reason = Schemas['Reason'];
type RowResult = Schemas['RowResult'];

/** What the officer at the screen is there to do with the rows; a township only looks. */
export type Mode = 'examine' | 'decide' | 'look';
/** The same three answers for both; on the wire the approver's "agree" is called "approve". */
export type Answer = 'agree' | 'return' | 'refuse';

/** An answer that has been chosen but not sent. */
export interface Draft {
  answer: Answer;
  amount_fen: number | null;
  reasons: Reason[];
  note: string;
}

export type Drafts = Readonly<Record<string, Draft>>;

/** Answers on their way through a reload: each with the version of the case it was given to. */
export type Kept = Record<string, { version: number; draft: Draft }>;

export function keptOf(rows: BatchRow[], drafts: Drafts, before: Kept = {}): Kept | null {
  const kept = rows.flatMap((row) => {
    const draft = drafts[row.case_id];
    if (!draft) return [];
    const known = before[row.case_id];
    // A row that is read anew does not make an old answer one to what it says now.
    return [[row.case_id, known?.draft === draft ? known : { version: row.case_version, draft }] as const];
  });
  return kept.length > 0 ? Object.fromEntries(kept) : null;
}

/** What of them still answers the row it was given to; a case that has changed since is looked at anew. */
export function takenUp(rows: BatchRow[], kept: Kept, mode: Mode): { drafts: Drafts; stale: BatchRow[] } {
  const known = rows.filter((row) => kept[row.case_id] !== undefined && canAnswer(row, mode));
  const fresh = known.filter((row) => kept[row.case_id]?.version === row.case_version);
  return {
    drafts: Object.fromEntries(fresh.map((row) => [row.case_id, (kept[row.case_id] as Kept[string]).draft])),
    stale: known.filter((row) => !fresh.includes(row)),
  };
}

export const canAnswer = (row: BatchRow, mode: Mode): boolean =>
  mode === 'examine' ? row.can_examine : mode === 'decide' ? row.can_decide : false;

/** The sum a row starts from: what stands on it now, else what the policy gives. */
export const startingAmount = (row: BatchRow): number => row.amount_fen ?? row.policy_fen;

export const amountFits = (row: BatchRow, fen: number): boolean => fen >= row.min_fen && fen <= row.max_fen;
/** Some policies leave nothing to change. */
export const amountIsFixed = (row: BatchRow): boolean => row.min_fen === row.max_fen;

/** Something was found or said against it: agreeing wants reasons of its own. */
export const isContested = (row: BatchRow): boolean => row.findings.length > 0;

export type DraftFault = 'amount_outside' | 'reasons_missing' | 'against_finding';

export function faultOf(row: BatchRow, draft: Draft): DraftFault | null {
  const reasoned = draft.reasons.some((reason) => reason.text.trim() !== '');
  if (draft.answer === 'agree') {
    const fen = draft.amount_fen ?? startingAmount(row);
    if (!amountFits(row, fen)) return 'amount_outside';
    if (isContested(row) && !reasoned) return 'against_finding';
    return fen === startingAmount(row) || reasoned ? null : 'reasons_missing';
  }
  return reasoned ? null : 'reasons_missing';
}

export type DraftAction =
  | { type: 'agree'; rows: BatchRow[] }
  | { type: 'amount'; row: BatchRow; amount_fen: number; reasons: Reason[]; note: string }
  | { type: 'reject'; answer: 'return' | 'refuse'; rows: BatchRow[]; reasons: Reason[]; note: string }
  | { type: 'clear'; ids: string[] };

export function draftsReducer(drafts: Drafts, action: DraftAction): Drafts {
  const next = { ...drafts };
  switch (action.type) {
    case 'agree':
      for (const row of action.rows) {
        // Agreeing again keeps a sum that was typed before, and why.
        if (next[row.case_id]?.answer === 'agree') continue;
        next[row.case_id] = { answer: 'agree', amount_fen: startingAmount(row), reasons: [], note: '' };
      }
      return next;
    case 'amount': {
      const { amount_fen, reasons, note } = action;
      next[action.row.case_id] = { answer: 'agree', amount_fen, reasons, note };
      return next;
    }
    case 'reject':
      for (const row of action.rows) {
        const { answer, reasons, note } = action;
        next[row.case_id] = { answer, amount_fen: null, reasons, note };
      }
      return next;
    case 'clear':
      for (const id of action.ids) delete next[id];
      return next;
  }
}

function itemOf(row: BatchRow, draft: Draft) {
  return {
    case_id: row.case_id,
    case_version: row.case_version,
    ...(draft.answer === 'agree' ? { amount_fen: draft.amount_fen ?? startingAmount(row) } : {}),
    ...(draft.reasons.length > 0 ? { reasons: draft.reasons } : {}),
    ...(draft.note ? { note: draft.note } : {}),
  };
}

/** The rows that can be sent, as the server wants them; those with a fault stay behind. */
function sendable(rows: BatchRow[], drafts: Drafts, mode: Mode) {
  return rows.flatMap((row) => {
    const draft = drafts[row.case_id];
    return draft && canAnswer(row, mode) && faultOf(row, draft) === null ? [{ row, draft }] : [];
  });
}

export const examinationItems = (rows: BatchRow[], drafts: Drafts): Schemas['RowRuling_ReviewOutcome'][] =>
  sendable(rows, drafts, 'examine').map(({ row, draft }) => ({
    ...itemOf(row, draft),
    outcome: draft.answer,
  }));

export const decisionItems = (rows: BatchRow[], drafts: Drafts): Schemas['RowRuling_DecisionOutcome'][] =>
  sendable(rows, drafts, 'decide').map(({ row, draft }) => ({
    ...itemOf(row, draft),
    outcome: draft.answer === 'agree' ? 'approve' : draft.answer,
  }));

export const succeeded = (result: RowResult): boolean => result.status >= 200 && result.status < 300;

/** What stays drafted after an answer: the rows that the server did not take. */
export function afterSending(drafts: Drafts, results: RowResult[]): Drafts {
  return draftsReducer(drafts, {
    type: 'clear',
    ids: results.filter(succeeded).map((result) => result.case_id),
  });
}

/** The server takes 500 rows at a time. */
export const LARGEST_SENDING = 500;
export function inPieces<T>(items: T[], size = LARGEST_SENDING): T[][] {
  const pieces: T[][] = [];
  for (let start = 0; start < items.length; start += size) pieces.push(items.slice(start, start + size));
  return pieces;
}
