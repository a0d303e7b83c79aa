import type { Facts } from './fact-form';

/** A bill as it is being typed. */
export interface BillEntry {
  number?: string;
  issuer?: string;
  issued_on?: string;
  cost_fen?: number | null;
  insurer_paid_fen?: number | null;
  attachment_id?: string;
}

export interface WholeBill {
  number: string;
  issuer: string;
  issued_on: string;
  cost_fen: number;
  insurer_paid_fen: number;
  attachment_id?: string;
}

/** The bill, once all that it needs is there. */
export function wholeBill(entry: BillEntry): WholeBill | null {
  const { number = '', issuer = '', issued_on = '', cost_fen, insurer_paid_fen, attachment_id } = entry;
  if (!number.trim() || !issuer.trim() || !issued_on || !cost_fen) return null;
  return {
    number: number.trim(),
    issuer: issuer.trim(),
    issued_on,
    cost_fen,
    insurer_paid_fen: insurer_paid_fen ?? 0,
    ...(attachment_id ? { attachment_id } : {}),
  };
}

/** A line that was added and left alone is no entry. */
export const isBlank = (entry: BillEntry): boolean =>
  !entry.number?.trim() && !entry.issuer?.trim() && !entry.cost_fen && !entry.insurer_paid_fen;

export const wholeBills = (entries: BillEntry[]): WholeBill[] =>
  entries.map(wholeBill).filter((bill) => bill !== null);

/** Whether something typed would be left behind. */
export const unfinished = (entries: BillEntry[]): boolean =>
  entries.some((entry) => !isBlank(entry) && wholeBill(entry) === null);

/** The facts the bills give that still stand as the bills had them before, or were never filled in. */
export function followed(facts: Facts, before: Facts, next: Facts): Facts {
  const free = Object.entries(next).filter(([name, value]) => {
    const stands = facts[name];
    const untouched = stands === undefined || stands === null || stands === 0 || stands === before[name];
    return untouched && stands !== value;
  });
  return Object.fromEntries(free);
}
