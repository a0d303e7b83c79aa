import type { Act, Case, CaseMaterial, PolicyInput, Text } from '../../api/types';
import { isEntered } from '../../lib/fact-form';

type Words = (text: Text) => string;

/** What a reason can be tied to. The names are those of the case: `facts.cost_fen`, `materials.bill`, `household`. */
export function reasonTargets(
  inputs: PolicyInput[],
  materials: CaseMaterial[],
  text: Words,
  household: string,
) {
  return [
    ...inputs.filter(isEntered).map((input) => ({ value: `facts.${input.name}`, label: text(input.label) })),
    ...materials.map((material) => ({ value: `materials.${material.code}`, label: text(material.name) })),
    { value: 'household', label: household },
  ];
}

/** Whether a check of this round found something to differ: support then needs its reasons. */
export const checkDiffers = (found: Pick<Case, 'acts' | 'round'>): boolean =>
  found.acts.some(
    (act) =>
      act.act === 'check' &&
      act.round === found.round &&
      (act.detail as { conclusion?: string } | null)?.conclusion === 'differs',
  );

/** The sum on the table: the examiner's of this round, else the policy's. */
export const proposedFen = (found: Pick<Case, 'acts' | 'round' | 'determination'>): number | null => {
  const examined = found.acts
    .filter((act) => act.act === 'examine_agree' && act.round === found.round)
    .at(-1);
  return examined?.amount_fen ?? found.determination?.amount_fen ?? null;
};

const isReturn = (act: Act): boolean => act.outcome === 'return' || act.act.endsWith('_return');

/** The return that the current round answers to. */
export function lastReturn(acts: Act[], round: number): Act | undefined {
  const last = [...acts]
    .filter(isReturn)
    .sort((a, b) => a.seq - b.seq)
    .pop();
  return last && round > last.round ? last : undefined;
}

/**
 * The remarks that still stand, by the field they are about: those of the last return, until the case is handed
 * on again. After that they are history.
 */
export function standingRemarks({ acts, round, returned }: Pick<Case, 'acts' | 'round' | 'returned'>) {
  const last = returned ? lastReturn(acts, round) : undefined;
  if (!last) return {};
  const remarks: Record<string, string[]> = {};
  for (const { field, text } of last.reasons) {
    const key = (field ?? '').replace(/^facts\./, '');
    remarks[key] = [...(remarks[key] ?? []), text];
  }
  return remarks;
}

export type DocumentKind = 'receipt' | 'supplement_notice' | 'decision';

/** The papers that the acts so far have brought about, in the order they were issued. */
export function issuedDocuments(acts: Act[]): DocumentKind[] {
  const done = new Set(acts.map((act) => act.act));
  const kinds: DocumentKind[] = [];
  if (done.has('notify_supplement')) kinds.push('supplement_notice');
  if (done.has('accept')) kinds.push('receipt');
  if (['decide_approve', 'decide_refuse', 'review_refuse', 'decline'].some((act) => done.has(act))) {
    kinds.push('decision');
  }
  return kinds;
}
