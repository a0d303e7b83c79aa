import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingTime } from '../lib/dates';
import { paginate, type SheetPage } from '../lib/pages';
import { PrintSheet } from './print-sheet';
import { PersonalData } from './watermark';
import './list-sheet.css';

export interface SheetHead {
  text: string;
  /** Sums and counts stand right. */
  num?: boolean;
}

export interface SheetTable {
  caption?: string;
  heads: SheetHead[];
  rows: ReactNode[][];
  foot?: ReactNode[];
}

interface Props {
  title: string;
  /** The office that files it. */
  unit: string;
  /** What it is of: a month, a filter, a day. */
  period?: ReactNode;
  printedBy: string;
  /** Name and account of who reads it, where it shows personal data: every page has them behind it. */
  viewer?: string;
  tables: SheetTable[];
  /** Signatures. */
  closing?: ReactNode;
  onBack: () => void;
}

/** Millimetres of an A4 page on its side, without its margins and the line at its foot. */
const ROOM_MM = 176;

/**
 * A list as it is filed. The rows are laid out on pages here, not by the browser: the browsers of the counters
 * number no pages and cut what is too wide.
 */
export function ListSheet(props: Props) {
  const { tables, viewer, onBack } = props;
  const probe = useRef<HTMLDivElement>(null);
  const [printedAt] = useState(() => beijingTime(new Date().toISOString()));
  const [laid, setLaid] = useState<{ of: SheetTable[]; pages: SheetPage[]; widths: number[][] } | null>(null);
  useLayoutEffect(() => {
    if (probe.current) setLaid({ of: tables, ...measure(probe.current, tables) });
  }, [tables]);
  const ready = laid?.of === tables ? laid : null;
  const pages = ready?.pages.map((page, index) => (
    <section key={pageKey(page, index)} className="list-page">
      {index === 0 && <Opening {...props} printedAt={printedAt} />}
      {page.parts.map(({ table, from, to, foot }) => (
        <Part
          key={table}
          of={tables[table] as SheetTable}
          widths={ready.widths[table]}
          from={from}
          to={to}
          foot={foot}
        />
      ))}
      {page.closing && props.closing}
      <Footing {...props} printedAt={printedAt} page={index + 1} pages={ready.pages.length} />
    </section>
  ));
  return (
    <PrintSheet onBack={onBack} wide>
      {pages && (viewer ? <PersonalData viewer={viewer}>{pages}</PersonalData> : pages)}
      {!pages && (
        <div className="list-probe" ref={probe}>
          <div data-part="opening">
            <Opening {...props} printedAt={printedAt} />
          </div>
          {tables.map((table, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the tables of a sheet keep their order
            <Part key={index} of={table} from={0} to={table.rows.length} foot />
          ))}
          <div data-part="closing">{props.closing}</div>
        </div>
      )}
    </PrintSheet>
  );
}

const pageKey = (page: SheetPage, index: number) => `${index}-${page.parts[0]?.from ?? 0}`;

function Opening({ title, unit, period, printedBy, printedAt }: Props & { printedAt: string }) {
  const { t } = useTranslation();
  return (
    <header className="list-opening">
      <h1>{title}</h1>
      <p>
        <span>{t('ui.print_unit', { unit })}</span>
        {period && <span>{period}</span>}
        <span>{t('ui.printed', { name: printedBy, at: printedAt })}</span>
      </p>
    </header>
  );
}

type FootingProps = Props & { printedAt: string; page: number; pages: number };

/** Whose page of what this is stands on every one: loose leaves find back to their list. */
function Footing({ title, unit, printedBy, printedAt, page, pages }: FootingProps) {
  const { t } = useTranslation();
  return (
    <footer className="list-footing">
      <span>
        {unit} · {title}
      </span>
      <span>{t('ui.page_of', { page, pages })}</span>
      <span>{t('ui.printed', { name: printedBy, at: printedAt })}</span>
    </footer>
  );
}

interface PartProps {
  of: SheetTable;
  widths?: number[];
  from: number;
  to: number;
  foot: boolean;
}

function Part({ of: table, widths, from, to, foot }: PartProps) {
  const { heads, rows } = table;
  const side = (column: number) => (heads[column]?.num ? 'num' : undefined);
  return (
    <table className={widths ? 'list-fixed' : undefined}>
      {table.caption && from === 0 && <caption>{table.caption}</caption>}
      {widths && (
        <colgroup>
          {widths.map((width, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
            <col key={column} style={{ width: `${width}%` }} />
          ))}
        </colgroup>
      )}
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head.text} scope="col" className={head.num ? 'num' : undefined}>
              {head.text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(from, to).map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is printed does not move
          <tr key={from + row}>
            {cells.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
              <td key={column} className={side(column)}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {foot && table.foot && (
        <tfoot>
          <tr>
            {table.foot.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
              <td key={column} className={side(column)}>
                {cell}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** Reads the heights off the page on which everything stands once, and the widths that make them. */
function measure(probe: HTMLElement, tables: SheetTable[]) {
  const height = (element: Element | null | undefined) => element?.getBoundingClientRect().height ?? 0;
  const perMillimetre = probe.getBoundingClientRect().width / 277;
  const found = [...probe.querySelectorAll('table')];
  const widths = found.map((table) => {
    const cells = [...table.querySelectorAll('thead th')].map((cell) => cell.getBoundingClientRect().width);
    const all = cells.reduce((sum, width) => sum + width, 0);
    return cells.map((width) => (all > 0 ? (width * 100) / all : 100 / cells.length));
  });
  const pages = paginate(
    {
      opening: height(probe.querySelector('[data-part="opening"]')),
      tables: found.map((table, index) => ({
        // The margins of a table are the caption's to pay.
        caption: height(table.caption) + 4 * perMillimetre,
        head: height(table.tHead) + perMillimetre,
        rows: [...(table.tBodies[0]?.rows ?? [])].map((row) => height(row)),
        foot: tables[index]?.foot ? height(table.tFoot) : 0,
      })),
      closing: height(probe.querySelector('[data-part="closing"]')),
    },
    ROOM_MM * perMillimetre,
  );
  return { pages, widths };
}
