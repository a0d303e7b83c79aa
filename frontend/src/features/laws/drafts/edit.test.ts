import { describe, expect, it } from 'vitest';
import type { Law } from '../queries';
import { amended, blank, nextVersion, renumbered } from './edit';

const words = (zh: string) => ({ zh, en: zh });
const article = (no: string) => ({ no, heading: words(no), summary: words(no) });
const law: Law = {
  ...blank({ code: 'a', title: words('A'), kind: 'law', jurisdiction: '000000000000', from: '2018-12-29' }),
  texts: [
    {
      from: '2018-12-29',
      checked: 'read',
      checked_on: '2026-11-30',
      articles: [article('30'), article('31')],
    },
  ],
};

describe('a change of an entry', () => {
  it('is its next version', () => expect(nextVersion(law).version).toBe(2));

  it('keeps the texts of the past and begins tomorrow as a copy that nobody has read yet', () => {
    const { texts } = amended(law, '2026-11-30');
    expect(texts[0]).toEqual(law.texts[0]);
    expect(texts[1]).toMatchObject({ from: '2026-12-01', checked: 'unverified' });
    expect(texts[1]?.articles?.map((one) => one.no)).toEqual(['30', '31']);
  });

  it('remembers the number an article had, through several corrections and back', () => {
    const before = law.texts[0];
    const once = renumbered(article('30'), '3', before);
    const twice = renumbered(once, '35', before);
    expect([twice.no, twice.was]).toEqual(['35', '30']);
    expect(renumbered(twice, '30', before).was).toBeUndefined();
    expect(renumbered(article('99'), '98', before).was).toBeUndefined();
  });
});
