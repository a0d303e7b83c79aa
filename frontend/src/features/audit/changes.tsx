import type { Text } from '../../api/types';
import type { AuditEntry } from './queries';

type Words = (pair: Text | null | undefined) => string;
type Change = AuditEntry['changes'][number];

/** What it was and what it is now, as one text. */
export const said = (change: Change, text: Words): string =>
  change.before
    ? `${text(change.label)}: ${text(change.before)} → ${text(change.after) || '—'}`
    : `${text(change.label)}: ${text(change.after) || '—'}`;

/** What changed, a line each; the first few where there are many. */
export function Changes({ of: changes, text, most }: { of: Change[]; text: Words; most?: number }) {
  if (changes.length === 0) return <>—</>;
  const shown = most ? changes.slice(0, most) : changes;
  return (
    <ul className="audit-changes">
      {shown.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was written down does not change
        <li key={index}>{said(change, text)}</li>
      ))}
      {shown.length < changes.length && <li>…</li>}
    </ul>
  );
}
