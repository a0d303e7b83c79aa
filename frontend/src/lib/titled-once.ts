interface Named {
  text: { zh: string };
}

/** The bracket that closes the title of a law. */
const TITLE_ENDS = '\u300b';

/** What is cited one after the other, a law's title once for the articles that follow each other. */
export function titledOnce<T extends Named>(all: T[]): { cited: T; words: string }[] {
  let last = '';
  return all.map((cited) => {
    const whole = cited.text.zh;
    const title = whole.slice(0, whole.indexOf(TITLE_ENDS) + 1);
    const again = title !== '' && title === last && title !== whole;
    last = title;
    return { cited, words: again ? whole.slice(title.length) : whole };
  });
}
