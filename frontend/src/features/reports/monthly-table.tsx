import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useText } from '../../i18n';
import { Meant } from '../../ui/meant';
import { Money } from '../../ui/money';
import {
  FIGURES,
  type Figure,
  type MonthlyReport,
  type MonthlyRow,
  permille,
  rowsPath,
  SUMS,
  tenths,
} from './figures';
import './reports.css';

function FigureCell({ month, row, figure }: { month: string; row: MonthlyRow; figure: Figure }) {
  const { t } = useTranslation();
  const value = row[figure];
  const label = t('reports.rows_of', {
    place: row.division.name,
    figure: t(`reports.figure.${figure}`),
    count: value,
  });
  return (
    <td className="num">
      <Link to={rowsPath(month, row.division.code, figure)} aria-label={label}>
        {value}
      </Link>
    </td>
  );
}

function Line({ month, row, total }: { month: string; row: MonthlyRow; total?: boolean }) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row">{total ? t('reports.total') : row.division.name}</th>
      {FIGURES.map((figure) => (
        <FigureCell key={figure} month={month} row={row} figure={figure} />
      ))}
      <td className="num">{permille(row.on_time_permille)}</td>
      <td className="num">{tenths(row.average_working_days_x10)}</td>
      <SumCells of={row} />
    </tr>
  );
}

function SumHeads({ meaning }: { meaning: (code: string) => string }) {
  const { t } = useTranslation();
  return SUMS.map((sum) => (
    <th key={sum} scope="col" className="num">
      <Meant meaning={meaning(sum)}>
        {t('reports.figure.approved')} · {t(`reports.sums.${sum}`)}
      </Meant>
    </th>
  ));
}

/** What the server says a figure counts. */
function useMeaning(report: MonthlyReport) {
  const text = useText();
  return (code: string) => text(report.figures.find((figure) => figure.code === code)?.meaning);
}

function SumCells({ of }: { of: Record<(typeof SUMS)[number], number> }) {
  return SUMS.map((sum) => (
    <td key={sum} className="num">
      <Money fen={of[sum]} />
    </td>
  ));
}

export function MonthlyTable({ report }: { report: MonthlyReport }) {
  const { t } = useTranslation();
  const meaning = useMeaning(report);
  return (
    <div className="report-scroll">
      <table className="report">
        <caption className="sr-only">{t('reports.title', { month: report.month })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('reports.division')}</th>
            {FIGURES.map((figure) => (
              <th key={figure} scope="col" className="num">
                <Meant meaning={meaning(figure)}>{t(`reports.figure.${figure}`)}</Meant>
              </th>
            ))}
            <th scope="col" className="num">
              <Meant meaning={meaning('on_time_permille')}>{t('reports.on_time_share')}</Meant>
            </th>
            <th scope="col" className="num">
              <Meant meaning={meaning('average_working_days_x10')}>{t('reports.average_days')}</Meant>
            </th>
            <SumHeads meaning={meaning} />
          </tr>
        </thead>
        <tbody>
          {report.rows.map((row) => (
            <Line key={row.division.code} month={report.month} row={row} />
          ))}
        </tbody>
        <tfoot>
          <Line month={report.month} row={report.total} total />
        </tfoot>
      </table>
    </div>
  );
}

/** Approved cases and sums by category, of the whole division. */
export function CategoryTable({ report }: { report: MonthlyReport }) {
  const { t } = useTranslation();
  const textOf = useText();
  const meaning = useMeaning(report);
  const { division, by_category } = report.total;
  if (by_category.length === 0) return <p>{t('reports.none_approved')}</p>;
  return (
    <div className="report-scroll">
      <table className="report">
        <caption className="sr-only">{t('reports.by_category')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('reports.category')}</th>
            <th scope="col" className="num">
              {t('reports.figure.approved')}
            </th>
            <SumHeads meaning={meaning} />
          </tr>
        </thead>
        <tbody>
          {by_category.map((line) => (
            <tr key={line.category}>
              <th scope="row">{textOf(line.label)}</th>
              <td className="num">
                <Link
                  to={rowsPath(report.month, division.code, 'approved', line.category)}
                  aria-label={t('reports.rows_of', {
                    place: textOf(line.label),
                    figure: t('reports.figure.approved'),
                    count: line.count,
                  })}
                >
                  {line.count}
                </Link>
              </td>
              <SumCells of={line} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
