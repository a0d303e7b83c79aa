import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useTownships } from '../../api/resources/townships';
import { useUser } from '../../api/session';
import type { CaseRow } from '../../api/types';
import { MOST_PRINTED, useWhole } from '../../api/whole';
import { useText } from '../../i18n';
import { today } from '../../lib/dates';
import { formatFen } from '../../lib/money';
import { WholeSheet } from '../../ui/whole-sheet';
import { type CaseFilter, caseListPage, filtersOf } from './list-query';
import '../../i18n/cases';

/** The list that stands on the screen, to its end. */
export function Component() {
  const { t } = useTranslation();
  const text = useText();
  const navigate = useNavigate();
  const user = useUser();
  const townships = useTownships();
  const [search] = useSearchParams();
  const { state } = useLocation();
  const q = (state as { q?: string } | null)?.q ?? '';
  const filters = filtersOf(search);
  const query = useWhole<CaseRow, { items: CaseRow[]; next_cursor?: string | null }>(
    ['cases', q, filters],
    (cursor, signal) => caseListPage(filters, q, cursor, 200, signal),
  );
  const words = (name: CaseFilter) =>
    filters[name] ? t(`cases.filter_value.${name}_${filters[name]}`) : undefined;
  const [first] = query.data?.rows ?? [];
  const said = [
    filters.month && `${t('cases.filter.month')} ${filters.month}`,
    filters.stage && first && text(first.stage_label),
    townships.find(({ value }) => value === filters.township)?.label,
    words('closed'),
    words('due'),
    filters.mine && t('cases.filter.mine'),
  ]
    .filter(Boolean)
    .join(' · ');
  const back = { pathname: '/cases', search: search.toString() };
  return (
    <WholeSheet
      query={query}
      title={t('cases.print_title')}
      unit={user.division.full_name}
      printedBy={user.name}
      viewer={`${user.name} ${user.username}`}
      most={MOST_PRINTED}
      period={q ? t('cases.searched', { q }) : said || t('cases.print_all', { on: today() })}
      onBack={() => navigate(back, { state })}
      tableOf={(rows) => ({
        heads: [
          { text: t('ui.row_number'), num: true },
          { text: t('cases.case_no') },
          { text: t('cases.applicant') },
          { text: t('ui.village') },
          { text: t('cases.stage') },
          { text: t('cases.received_on') },
          { text: t('cases.due_on') },
          { text: t('cases.amount'), num: true },
        ],
        rows: rows.map((row, index) => [
          index + 1,
          row.case_no,
          row.staff_kin ? `${row.applicant_name} (${t('households.staff_kin_short')})` : row.applicant_name,
          `${row.township.name} ${row.division.name}`,
          text(row.stage_label),
          row.received_on,
          row.due_on ?? '—',
          row.amount_fen === null || row.amount_fen === undefined ? '—' : formatFen(row.amount_fen),
        ]),
      })}
    />
  );
}
