import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useUser } from '../../api/session';
import { useText } from '../../i18n';
import { beijingTime, monthOf, today } from '../../lib/dates';
import { formatFen } from '../../lib/money';
import { ListSheet } from '../../ui/list-sheet';
import { Page } from '../../ui/page';
import { FIGURES, type MonthlyRow, permille, SUMS, tenths } from './figures';
import { reportQuery } from './queries';
import './texts';

/** The month's report as it is filed: by township, then by category. */
export function Component() {
  const { t } = useTranslation();
  const textOf = useText();
  const navigate = useNavigate();
  const user = useUser();
  const [search] = useSearchParams();
  const month = search.get('month') ?? monthOf(today());
  const query = useQuery(reportQuery(month, search.get('division') ?? undefined));
  const report = query.data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the report makes the tables; its words do not change while it is read
  const tables = useMemo(() => {
    if (!report) return null;
    const sums = SUMS.map((sum) => ({
      text: `${t('reports.figure.approved')} ${t(`reports.sums.${sum}`)}`,
      num: true,
    }));
    const cells = (row: MonthlyRow, name: string) => [
      name,
      ...FIGURES.map((figure) => row[figure]),
      permille(row.on_time_permille),
      tenths(row.average_working_days_x10),
      ...SUMS.map((sum) => formatFen(row[sum])),
    ];
    return [
      {
        heads: [
          { text: t('reports.division') },
          ...FIGURES.map((figure) => ({ text: t(`reports.figure.${figure}`), num: true })),
          { text: t('reports.on_time_share'), num: true },
          { text: t('reports.average_days'), num: true },
          ...sums,
        ],
        rows: report.rows.map((row) => cells(row, row.division.name)),
        foot: cells(report.total, t('reports.total')),
      },
      {
        caption: t('reports.by_category'),
        heads: [{ text: t('reports.category') }, { text: t('reports.figure.approved'), num: true }, ...sums],
        rows: report.total.by_category.map((line) => [
          textOf(line.label),
          line.count,
          ...SUMS.map((sum) => formatFen(line[sum])),
        ]),
      },
    ];
  }, [report]);
  const title = t('reports.title', { month });
  const back = () => navigate(`/reports?${search}`);
  if (!report || !tables) {
    return (
      <Page title={title} loading={query.isPending} error={query.error} onRetry={() => query.refetch()} />
    );
  }
  return (
    <ListSheet
      title={title}
      unit={report.division.full_name}
      period={`${t('reports.month')} ${month} · ${t('reports.generated', { at: beijingTime(report.generated_at) })}`}
      printedBy={user.name}
      tables={tables}
      onBack={back}
    />
  );
}
