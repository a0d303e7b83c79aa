import { shiftDay } from '../../../lib/periods';
import type { Article, Law, LawText } from '../queries';

type Head = Pick<Law, 'code' | 'title' | 'kind' | 'jurisdiction'>;

export const emptyArticle = (): Article => ({
  no: '',
  heading: { zh: '', en: '' },
  summary: { zh: '', en: '' },
});

/** The smallest entry: one text, of which nothing has been read yet. */
export const blank = ({ from, ...head }: Head & { from: string }): Law => ({
  ...head,
  version: 1,
  short: head.title,
  issuer: { zh: '', en: '' },
  texts: [{ from, checked: 'unverified', checked_on: from, source: { zh: '', en: '' }, articles: [] }],
});

export const nextVersion = (law: Law): Law => ({ ...law, version: (law.version ?? 1) + 1 });

/** An amendment begins as the newest text, in force from tomorrow: what it changes is then written into it. */
export function amended(law: Law, today: string): Law {
  const last = law.texts.at(-1);
  const text: LawText = {
    ...(last ?? { articles: [] }),
    from: shiftDay(today, 1),
    passed_on: undefined,
    number: undefined,
    change: { zh: '', en: '' },
    checked: 'unverified',
    checked_on: today,
    source: { zh: '', en: '' },
    articles: (last?.articles ?? []).map(({ was: _, ...article }) => article),
  };
  return { ...law, texts: [...law.texts, text] };
}

/** An article under another number remembers the one it had in the text before. */
export function renumbered(article: Article, no: string, before: LawText | undefined): Article {
  const known = before?.articles?.some((one) => one.no === (article.was ?? article.no));
  const was = article.was ?? (known ? article.no : undefined);
  return { ...article, no, was: was === no ? undefined : was };
}

export const replaced = <T>(all: T[], place: number, one: T): T[] =>
  all.map((known, at) => (at === place ? one : known));

export const removed = <T>(all: T[], place: number): T[] => all.filter((_, at) => at !== place);

/** What is optional and empty is not there. */
export const orNone = (text: string): string | undefined => (text === '' ? undefined : text);
