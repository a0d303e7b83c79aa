import { useTranslation } from 'react-i18next';
import type { BenefitRow } from './queries';

/** What is proposed beside sums: who would be paid, what would be taken out again. */
export function ProposedWords({ row }: { row: Pick<BenefitRow, 'proposed' | 'recipient'> }) {
  const { t } = useTranslation();
  const { proposed } = row;
  if (proposed?.recipient) {
    const words = { before: row.recipient.name, after: proposed.recipient.name };
    return <div>{t('entitlements.recipient_change', words)}</div>;
  }
  if (proposed?.revokes) {
    const kind = t(`entitlements.kinds.${proposed.revokes.kind}`);
    return <div>{t('entitlements.revokes_from', { kind, from: proposed.revokes.from_month })}</div>;
  }
  return null;
}
