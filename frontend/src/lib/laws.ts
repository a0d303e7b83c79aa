import { shiftDay } from './periods';

interface DatedText {
  from: string;
  articles?: { no: string }[];
}

export type Standing = 'now' | 'to_come' | 'past';

export interface ShownText<T> {
  text: T;
  /** Its last day; null: none is known. */
  until: string | null;
  standing: Standing;
  /** The articles a link leads to here and not to another text. */
  anchors: Set<string>;
}

export const articleAnchor = (no: string): string => `art-${no}`;

export const articleHash = (no: string): string => `#${encodeURIComponent(articleAnchor(no))}`;

/** What the address points at, e.g. `art-48`; a broken escape points at nothing. */
export function anchorOf(hash: string): string {
  try {
    return decodeURIComponent(hash.replace(/^#/, ''));
  } catch {
    return '';
  }
}

/** The texts of a law: the one in force first, then those to come, then the past ones, the newest first. */
export function textsInOrder<T extends DatedText>(
  texts: T[],
  repealedOn: string | null | undefined,
  today: string,
): ShownText<T>[] {
  const ends = (place: number): string | null => {
    const next = texts[place + 1]?.from ?? repealedOn;
    return next ? shiftDay(next, -1) : null;
  };
  const standing = (from: string, until: string | null): Standing => {
    if (from > today) return 'to_come';
    return until !== null && until < today ? 'past' : 'now';
  };
  const all = texts.map((text, place) => {
    const until = ends(place);
    return { text, until, standing: standing(text.from, until) };
  });
  const ordered = [
    ...all.filter((one) => one.standing === 'now'),
    ...all.filter((one) => one.standing === 'to_come'),
    ...all.filter((one) => one.standing === 'past').reverse(),
  ];
  const taken = new Set<string>();
  return ordered.map((one) => {
    const fresh = (one.text.articles ?? []).map((article) => article.no).filter((no) => !taken.has(no));
    for (const no of fresh) taken.add(no);
    return { ...one, anchors: new Set(fresh) };
  });
}
