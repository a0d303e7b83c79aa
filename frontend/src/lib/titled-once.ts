interface Named {
  text: { zh: string };
}

/** What is cited one after the other, a law's title once for the articles that follow each other. */
export function titledOnce<T extends Named>(all: T[]): { cited: T; words: string }[] {
  let last = '';
  return all.map((cited) => {
    const whole = cited.text.zh;
    const title = whole.slice(0, whole.indexOf('》') + 1);
    const again = title !== '' && title === last && title !== whole;
    last = title;
    return { cited, words: again ? whole.slice(title.length) : whole };
  });
}
