import { useText } from '../../../i18n';
import { useValueText } from '../values';
import type { SimulationRow } from './queries';

/** What is changed, in a line: standard 850.00 → 900.00. */
export function ChangesText({ changes }: { changes: SimulationRow['changes'] }) {
  const textOf = useText();
  const text = useValueText();
  const told = changes.map(
    ({ label, unit, before, after }) =>
      `${textOf(label)} ${text({ type: unit }, before)} → ${text({ type: unit }, after)}`,
  );
  return <>{told.join('; ')}</>;
}
