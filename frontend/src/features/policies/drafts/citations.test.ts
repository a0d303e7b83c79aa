import { expect, test } from 'vitest';
import { articlesOf } from './citations';

const words = (zh: string) => ({ zh, en: zh });
const article = (no: string, heading: string) => ({ no, heading: words(heading), summary: words('') });
const text = (from: string, articles: ReturnType<typeof article>[]) => ({
  from,
  checked: 'read' as const,
  checked_on: '2026-11-30',
  articles,
});

test('an article of any text is offered once, by what it is about now', () => {
  const law = {
    document: {
      texts: [
        text('2019-03-02', [article('30', '护理费')]),
        text('2024-10-01', [
          article('30', '转入抚恤关系'),
          article('34', '护理费'),
          article('标准表', '标准表'),
        ]),
      ],
    },
    called: { 30: words('第三十条'), 34: words('第三十四条'), 标准表: words('标准表') },
  } as unknown as Parameters<typeof articlesOf>[0];
  const offered = articlesOf(law, (one) => one?.zh ?? '');
  expect(offered.map((one) => one.label)).toEqual(['第三十条 转入抚恤关系', '第三十四条 护理费', '标准表']);
  expect(articlesOf(undefined, () => '')).toEqual([]);
});
