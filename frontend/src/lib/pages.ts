/** The heights of one table of a sheet, in any unit. */
export interface TableHeights {
  caption: number;
  /** Repeated at the top of every page. */
  head: number;
  rows: number[];
  foot: number;
}

export interface SheetHeights {
  /** Title and circumstances, on the first page. */
  opening: number;
  tables: TableHeights[];
  /** Signatures and the like, after the last table. */
  closing: number;
}

/** Rows `from` up to but without `to` of one table. */
export interface PagePart {
  table: number;
  from: number;
  to: number;
  foot: boolean;
}

export interface SheetPage {
  parts: PagePart[];
  closing: boolean;
}

/**
 * Lays rows out on pages of the same room, so that each is whole, under its head, and counted before anything is
 * printed. A row higher than a page gets one of its own.
 */
export function paginate({ opening, tables, closing }: SheetHeights, room: number): SheetPage[] {
  const pages: SheetPage[] = [{ parts: [], closing: false }];
  let left = room - opening;
  const page = () => pages[pages.length - 1] as SheetPage;
  const turn = () => {
    pages.push({ parts: [], closing: false });
    left = room;
  };
  tables.forEach((heights, table) => {
    const { caption, head, rows, foot } = heights;
    const begin = (from: number): PagePart => {
      const part = { table, from, to: from, foot: false };
      page().parts.push(part);
      left -= head + (from === 0 ? caption : 0);
      return part;
    };
    // A head alone at the foot of a page belongs to the next.
    if (page().parts.length > 0 && caption + head + (rows[0] ?? foot) > left) turn();
    let part = begin(0);
    rows.forEach((height, row) => {
      if (height > left && part.to > part.from) {
        turn();
        part = begin(row);
      }
      part.to = row + 1;
      left -= height;
    });
    if (foot > left) {
      turn();
      part = begin(rows.length);
    }
    part.foot = true;
    left -= foot;
  });
  if (closing > left && page().parts.length > 0) turn();
  page().closing = true;
  return pages;
}
