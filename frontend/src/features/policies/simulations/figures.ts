import { permilleText } from '../../../lib/facts';
import { formatFen } from '../../../lib/money';
import type { Change, Figures, RowsFilter } from './queries';

export const CHANGES = ['entering', 'leaving', 'gaining', 'losing'] as const satisfies readonly Change[];

/** A month's or a year's sums. */
export type Span = 'monthly_fen' | 'yearly_fen';
export const SPANS: Span[] = ['monthly_fen', 'yearly_fen'];

/** The page of the households behind a figure. */
export function rowsPath(id: string, filter: RowsFilter): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) search.set(name, value);
  const text = search.toString();
  return `/simulations/${id}/rows${text ? `?${text}` : ''}`;
}

export interface Bar {
  name: string;
  before: number;
  after: number;
}

/** Before and after side by side for each part, the dearest first; small ones are left to the table. */
export function bars(parts: { name: string; figures: Figures }[], span: Span, most = 12): Bar[] {
  return parts
    .map(({ name, figures }) => ({ name, before: figures.before[span], after: figures.after[span] }))
    .sort((a, b) => Math.max(b.before, b.after) - Math.max(a.before, a.after))
    .slice(0, most);
}

/** The width of a bar in hundredths of the widest; nothing is as wide as nothing. */
export function share(value: number, most: number): number {
  return most > 0 ? Math.round((value * 1000) / most) / 10 : 0;
}

/** +1,234.00 or -1,234.00: a difference says its direction. */
export const signedFen = (fen: number): string => `${fen > 0 ? '+' : ''}${formatFen(fen)}`;
export const signed = (count: number): string => `${count > 0 ? '+' : ''}${count}`;

/** A sum as people say it on a chart: 12,345,678.90 yuan are 1234.6 ten thousands. */
export function short(fen: number, unit: string): string {
  const yuan = fen / 100;
  return Math.abs(yuan) >= 10_000 ? `${(yuan / 10_000).toFixed(1)}${unit}` : formatFen(fen);
}

/** What a clerk types as a share, `30` or `12.5`, in thousandths; null where it is none. */
export function parsePercent(text: string): number | null {
  const match = /^(\d{1,6})(?:\.(\d?))?$/.exec(text.normalize('NFKC').trim().replace(/%$/, ''));
  return match ? Number(match[1]) * 10 + Number(match[2] || 0) : null;
}

export const percentText = (permille: number): string => permilleText(permille).replace('%', '');

/** How much of it is done, in hundredths, never more than all. */
export const progress = (done: number, of: number): number =>
  of > 0 ? Math.min(100, Math.floor((done * 100) / of)) : 0;
