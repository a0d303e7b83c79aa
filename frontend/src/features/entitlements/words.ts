import { shiftDay, shiftMonth } from '../../lib/periods';
import type { Benefit, BenefitFilter, BenefitState, ChangeKind, DecisionResult } from './queries';

export const STATES: BenefitState[] = ['active', 'suspended', 'grace', 'ended'];
export const KINDS: ChangeKind[] = ['recompute', 'recheck', 'suspend', 'resume', 'grace', 'end', 'recipient'];
/** Those that begin when something else says so, not in a month somebody chooses. */
export const UNDATED: ChangeKind[] = ['recipient', 'revoke'];
/** Those that reckon anew, and may be told facts the register does not know. */
export const COMPUTES: ChangeKind[] = ['recompute', 'recheck'];

const isState = (code: string | undefined): code is BenefitState => STATES.some((state) => state === code);

/** The filters as they stand in the address, as the server wants them on a day. */
export function filterOf(get: (name: string) => string | undefined, day: string): BenefitFilter {
  const state = get('state');
  const recheck = get('recheck');
  return {
    ...(isState(state) ? { state } : {}),
    ...(get('division') ? { division: get('division') } : {}),
    ...(get('household_id') ? { household_id: get('household_id') } : {}),
    ...(get('person_id') ? { person_id: get('person_id') } : {}),
    ...(recheck === 'overdue' ? { recheck_before: day } : {}),
    // Due on the last of the thirty days is due within them.
    ...(recheck === 'month' ? { recheck_before: shiftDay(day, 31) } : {}),
    ...(get('proposed') === 'true' ? { proposed: true } : {}),
    ...(get('recipient') === 'outside' ? { recipient: 'outside' as const } : {}),
    ...(get('account') === 'missing' ? { account: 'missing' as const } : {}),
  };
}

/** The months a change may begin in: from the first of the benefit to the next one. */
export function monthsAllowed(benefit: Pick<Benefit, 'first_month'>, month: string) {
  const next = shiftMonth(month, 1);
  return { first: benefit.first_month, last: benefit.first_month > next ? benefit.first_month : next };
}

/** Where a change begins unless somebody says otherwise: what is listed already is left alone. */
export const usualMonth = (range: { first: string; last: string }): string => range.last;

export const isMonth = (text: string | undefined, range: { first: string; last: string }): boolean =>
  /^\d{4}-(0[1-9]|1[0-2])$/.test(text ?? '') && range.first <= (text ?? '') && (text ?? '') <= range.last;

export type Balance = 'arrears' | 'overpaid' | 'even' | 'nothing';

/** Which sentence says how what was due and what was listed agree. */
export function balanceOf(benefit: Pick<Benefit, 'arrears_fen' | 'overpaid_fen' | 'months'>): Balance[] {
  const both: Balance[] = [];
  if (benefit.arrears_fen > 0) both.push('arrears');
  if (benefit.overpaid_fen > 0) both.push('overpaid');
  if (both.length > 0) return both;
  const listed = benefit.months.some((month) => month.listed_fen !== null && month.listed_fen !== undefined);
  return [listed ? 'even' : 'nothing'];
}

export const succeeded = (result: Pick<DecisionResult, 'status'>): boolean =>
  result.status >= 200 && result.status < 300;
