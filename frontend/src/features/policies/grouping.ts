import type { PolicySummary } from './queries';

export interface ListFilter {
  q?: string;
  place?: string;
  scheme?: string;
}

/** What a reader types may stand in either title or in the code. */
const speaksOf = (policy: PolicySummary, q: string): boolean =>
  [policy.title.zh, policy.title.en, policy.code].some((text) =>
    text.normalize('NFKC').toLowerCase().includes(q),
  );

/** The versions of each scheme, the newest first within a policy. */
export function byScheme(policies: PolicySummary[], filter: ListFilter) {
  const q = filter.q?.normalize('NFKC').trim().toLowerCase() ?? '';
  const chosen = policies
    .filter((policy) => !filter.place || policy.jurisdiction === filter.place)
    .filter((policy) => !filter.scheme || policy.scheme === filter.scheme)
    .filter((policy) => q === '' || speaksOf(policy, q))
    .sort((a, b) => a.jurisdiction.localeCompare(b.jurisdiction) || a.code.localeCompare(b.code))
    .sort((a, b) => (a.code === b.code ? b.version - a.version : 0));
  const groups = new Map<string, PolicySummary[]>();
  for (const policy of chosen) groups.set(policy.scheme, [...(groups.get(policy.scheme) ?? []), policy]);
  return [...groups].map(([scheme, members]) => ({ scheme, policies: members }));
}

/** The version that holds on a day: of those that have begun and not ended, the latest. */
export function versionOn<P extends Pick<PolicySummary, 'version' | 'valid_from' | 'valid_to'>>(
  versions: P[],
  on: string,
): P | undefined {
  return versions
    .filter((one) => one.valid_from <= on && (!one.valid_to || on <= one.valid_to))
    .sort((a, b) => b.valid_from.localeCompare(a.valid_from) || b.version - a.version)[0];
}
