import type { Outcome } from '../document/examples';
import type { PolicyDocument } from '../queries';

type Example = PolicyDocument['examples'][number];

/** What an example came to, where it could be computed and is not what is expected. */
export interface Computed {
  eligible: boolean;
  amount_fen: number;
  parts?: Record<string, unknown>;
}

export function computed(outcome: Outcome | undefined): Computed | null {
  if (!outcome || outcome.passed || typeof outcome.eligible !== 'boolean') return null;
  return { eligible: outcome.eligible, amount_fen: outcome.amount_fen ?? 0, parts: outcome.parts };
}

const same = (one: Example, other: Example): boolean =>
  one.title === other.title &&
  JSON.stringify(one.facts) === JSON.stringify(other.facts) &&
  one.eligible === other.eligible &&
  one.amount_fen === other.amount_fen &&
  (one.on ?? null) === (other.on ?? null);

/** Whether it stands as the version before had it: what it expects is that version's, no mistake of this draft. */
export const isInherited = (example: Example, base: PolicyDocument | undefined): boolean =>
  base?.examples.some((before) => same(before, example)) ?? false;

/** How many examples of the version before come out otherwise by the new rules, each to be confirmed. */
export const awaitingExamples = (
  document: PolicyDocument,
  base: PolicyDocument | undefined,
  outcomes: Outcome[] | undefined,
): number =>
  document.examples.filter((example, at) => isInherited(example, base) && computed(outcomes?.[at])).length;

/** The example expecting what was computed; further amounts only where it expected some. */
export function takenOver(example: Example, now: Computed): Example {
  const { parts, ...rest } = example;
  const expected = parts && Object.keys(parts).length > 0 ? { parts: { ...parts, ...now.parts } } : {};
  return { ...rest, ...expected, eligible: now.eligible, amount_fen: now.amount_fen } as Example;
}
