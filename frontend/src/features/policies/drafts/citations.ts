import type { Schemas } from '../../../api/types';

type Text = Schemas['Text'];

/** The articles of all texts of a law, the newest heading of each, as a list to choose from. */
export function articlesOf(
  law: Pick<Schemas['LawDetail'], 'document' | 'called'> | undefined,
  textOf: (text: Text | undefined) => string,
): { value: string; label: string }[] {
  const headings = new Map<string, Text>();
  for (const text of law?.document.texts ?? [])
    for (const { no, heading } of text.articles ?? []) headings.set(no, heading);
  return [...headings].map(([no, heading]) => {
    const called = textOf(law?.called[no]) || no;
    const about = textOf(heading);
    return { value: no, label: about && about !== called ? `${called} ${about}` : called };
  });
}
