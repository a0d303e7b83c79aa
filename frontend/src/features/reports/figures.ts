import type { Schemas } from '../../api/types';

export type MonthlyReport = Schemas['MonthlyReport'];
export type MonthlyRow = Schemas['MonthlyRow'];

/** The figures that lead to the rows behind them, in the order of the table. */
export const FIGURES = [
  'received',
  'accepted',
  'supplement_notices',
  'not_accepted',
  'closed',
  'approved',
  'refused',
  'on_time',
] as const;
export type Figure = (typeof FIGURES)[number];

export const isFigure = (text: string | undefined): text is Figure => FIGURES.includes(text as Figure);

/** What was approved, by how often it is paid; never added to each other. */
export const SUMS = ['amount_fen', 'monthly_fen', 'yearly_fen'] as const;

/** The page of the rows behind a figure. */
export function rowsPath(month: string, division: string, figure: Figure, category?: string): string {
  const search = new URLSearchParams({ month, division, figure });
  if (category) search.set('category', category);
  return `/reports/rows?${search}`;
}

/** 987 permille → "98.7%". The server divides and rounds; here it is only written. */
export const permille = (value: number | null | undefined): string =>
  value === null || value === undefined ? '—' : `${(value / 10).toFixed(1)}%`;
/** Tenths of working days → "12.5". */
export const tenths = (value: number | null | undefined): string =>
  value === null || value === undefined ? '—' : (value / 10).toFixed(1);

export interface ChartSeries {
  name: string;
  values: number[];
}

/** Received and closed side by side for each part of the division, as the chart wants them. */
export function flowSeries(rows: MonthlyRow[], names: Record<'received' | 'closed', string>): ChartSeries[] {
  return (['received', 'closed'] as const).map((figure) => ({
    name: names[figure],
    values: rows.map((row) => row[figure]),
  }));
}
