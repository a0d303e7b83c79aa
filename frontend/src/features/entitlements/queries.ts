import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { cursorQuery } from '../../api/cursor';
import { saveExport } from '../../api/save';
import type { Schemas } from '../../api/types';

export type Benefit = Schemas['Entitlement'];
export type BenefitRow = Schemas['EntitlementRow'];
export type BenefitState = Schemas['EntitlementState'];
export type Change = Schemas['EntitlementChange'];
export type ChangeKind = Schemas['EntitlementChangeKind'];
export type NewChange = Schemas['NewEntitlementChange'];
export type ChangePreview = Schemas['EntitlementChangePreview'];
export type MonthChange = Schemas['EntitlementMonthChange'];
export type ActKind = Schemas['EntitlementActKind'];
export type NewAct = Schemas['NewEntitlementAct'];
export type Step = Schemas['EntitlementStep'];
export type Recalculation = Schemas['EntitlementRecalculation'];
export type Recalculated = Schemas['EntitlementRecalculationResult'];
export type Outcome = Schemas['EntitlementOutcome'];
export type DecisionResult = Schemas['EntitlementDecisionResult'];

export interface BenefitFilter {
  state?: BenefitState;
  division?: string;
  household_id?: string;
  person_id?: string;
  recheck_before?: string;
  proposed?: boolean;
  recipient?: 'outside';
  account?: 'missing';
}

export const benefitsQuery = (filter: BenefitFilter) =>
  cursorQuery(['entitlements', filter], (cursor, signal) =>
    api.get('/entitlements', { query: { ...filter, cursor, limit: 50 }, signal }),
  );

export const benefitQuery = (id: string) =>
  queryOptions({
    queryKey: ['entitlement', id],
    queryFn: ({ signal }) => api.get('/entitlements/{id}', { path: { id }, signal }),
  });

export const policyInputsQuery = (code: string, division: string) =>
  queryOptions({
    queryKey: ['policy-inputs', code, division],
    queryFn: async ({ signal }) =>
      (await api.get('/policies/{code}', { path: { code }, query: { division }, signal })).document.inputs,
  });

export const previewChange = (id: string, body: NewChange) =>
  api.post('/entitlements/{id}/change-previews', { path: { id }, body });

export const proposeChange = (benefit: Benefit, body: NewChange, key: string) =>
  api.post('/entitlements/{id}/changes', {
    path: { id: benefit.id },
    version: benefit.version,
    key,
    body,
  });

export const recordAct = (benefit: Benefit, body: NewAct, key: string) =>
  api.post('/entitlements/{id}/acts', { path: { id: benefit.id }, version: benefit.version, key, body });

export const previewRecalculation = (body: Recalculation) =>
  api.post('/entitlement-recalculation-previews', { body });

/** All that would change, as a table. */
export const saveRecalculation = (body: Recalculation) =>
  saveExport('/entitlement-recalculation-previews?format=csv', `recalculation-${body.from_month}.csv`, body);

export const proposeRecalculation = (body: Recalculation, key: string) =>
  api.post('/entitlement-recalculations', { body, key });

/** The server takes 500 at a time. */
const LARGEST_SENDING = 500;

export type Proposed = Pick<BenefitRow, 'id' | 'version' | 'person' | 'proposed'>;

/** Decides on each as it was read, its difference too: a list paid meanwhile changes that. The key belongs to this answer: sent again after a broken line, nothing is decided twice. */
export async function decide(
  rows: Proposed[],
  outcome: Outcome,
  reason: string,
  key: string,
): Promise<DecisionResult[]> {
  const results: DecisionResult[] = [];
  for (let start = 0; start < rows.length; start += LARGEST_SENDING) {
    const some = rows.slice(start, start + LARGEST_SENDING);
    const items = some.map(({ id, version, proposed }) => ({
      id,
      version,
      difference_fen: proposed?.difference_fen ?? null,
    }));
    const body = { items, outcome, ...(reason ? { reason } : {}) };
    results.push(...(await api.post('/entitlement-decisions', { key: `${key}-${start}`, body })).items);
  }
  return results;
}
