import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../../api/session';
import { useText } from '../../i18n';
import { formatFen } from '../../lib/money';
import { ListSheet, type SheetTable } from '../../ui/list-sheet';
import type { Recalculated, Recalculation } from './queries';

interface Props {
  asked: Recalculation;
  found: Recalculated;
  onBack: () => void;
}

/** Who gets more or less, as it goes to whoever decides. */
export function RecalculationSheet({ asked, found, onBack }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const user = useUser();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the result makes the tables; its words do not change while it is read
  const tables = useMemo(() => {
    const changing: SheetTable = {
      caption: t('entitlements.who_changes'),
      heads: [
        { text: t('ui.row_number'), num: true },
        { text: t('entitlements.person') },
        { text: t('entitlements.village') },
        { text: t('entitlements.before'), num: true },
        { text: t('entitlements.after'), num: true },
        { text: t('entitlements.difference'), num: true },
        { text: t('entitlements.why') },
      ],
      rows: found.items.map((row, index) => [
        index + 1,
        row.person.name,
        row.division.full_name,
        formatFen(row.before_fen),
        formatFen(row.after_fen),
        formatFen(row.difference_fen),
        text(row.reason),
      ]),
      foot: [
        '',
        t('entitlements.count', { count: found.changing }),
        t('entitlements.print_all_sum'),
        formatFen(found.before_fen),
        formatFen(found.after_fen),
        '',
        '',
      ],
    };
    const failed: SheetTable = {
      caption: t('entitlements.failed_title'),
      heads: [{ text: t('entitlements.case') }, { text: t('entitlements.why') }],
      rows: found.failed.map((row) => [row.case_no, row.problems.join(t('ui.list_comma'))]),
    };
    return found.failed.length > 0 ? [changing, failed] : [changing];
  }, [found]);
  return (
    <ListSheet
      title={t('entitlements.recalculation_title')}
      unit={user.division.full_name}
      period={`${t('entitlements.period_open', { from: asked.from_month })} · ${t('ui.unit_yuan')}`}
      printedBy={user.name}
      viewer={`${user.name} ${user.username}`}
      tables={tables}
      onBack={onBack}
    />
  );
}
