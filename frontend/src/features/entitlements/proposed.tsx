import { useText } from '../../i18n';
import type { Benefit } from './queries';
import { Steps } from './steps';

/** All that was written down with a proposal: its ground, the facts it changes, what it does. */
export function Proposed({ benefit, folded }: { benefit: Benefit; folded?: boolean }) {
  const text = useText();
  const changes = benefit.changes.filter((change) => change.state === 'proposed');
  const grounds = [...new Set(changes.map((change) => text(change.ground?.text)).filter(Boolean))];
  return (
    <>
      {grounds.map((ground) => (
        <p key={ground}>{ground}</p>
      ))}
      <Steps folded={folded} steps={changes} benefit={benefit} />
    </>
  );
}
