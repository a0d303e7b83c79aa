import { describe, expect, it } from 'vitest';
import { anchorOf, articleHash, textsInOrder } from './laws';

const text = (from: string, ...articles: string[]) => ({ from, articles: articles.map((no) => ({ no })) });
const committees = [text('2018-12-29', '30', '31'), text('2026-01-01', '31', '35')];

describe('the texts of a law', () => {
  it('begin with the one in force, which links lead to', () => {
    const [now, past] = textsInOrder(committees, null, '2026-11-30');
    expect([now?.text.from, now?.standing, now?.until]).toEqual(['2026-01-01', 'now', null]);
    expect([...(now?.anchors ?? [])]).toEqual(['31', '35']);
    expect([past?.standing, past?.until, [...(past?.anchors ?? [])]]).toEqual(['past', '2025-12-31', ['30']]);
  });

  it('tell which is still to come', () => {
    const [now, later] = textsInOrder(committees, null, '2025-06-01');
    expect([now?.text.from, now?.until]).toEqual(['2018-12-29', '2025-12-31']);
    expect([later?.standing, later?.until]).toEqual(['to_come', null]);
  });

  it('are all past once the law has ended, the day before its repeal being the last', () => {
    const standings = textsInOrder(committees, '2026-06-01', '2026-06-01').map((one) => [
      one.standing,
      one.until,
    ]);
    expect(standings).toEqual([
      ['past', '2026-05-31'],
      ['past', '2025-12-31'],
    ]);
  });
});

describe('the anchor of an article', () => {
  it.each(['48', '23-1', '一（三）', '制度衔接'])('%s is read back from the address', (no) => {
    expect(anchorOf(articleHash(no))).toBe(`art-${no}`);
  });

  it('of a broken address is none', () => expect(anchorOf('#%E4%B')).toBe(''));
});
