import { expect, it } from 'vitest';
import { titledOnce } from './titled-once';

const words = (...all: string[]) => titledOnce(all.map((zh) => ({ text: { zh } }))).map((one) => one.words);

it('names a law once for the articles that follow each other', () => {
  expect(
    words('《社会救助法》第四十七条', '《社会救助法》第四十八条', '《行政复议法》第二十条', '示例标准'),
  ).toEqual(['《社会救助法》第四十七条', '第四十八条', '《行政复议法》第二十条', '示例标准']);
});

it('names a law that is cited as a whole twice, rather than nothing', () => {
  expect(words('《甲法》', '《甲法》')).toEqual(['《甲法》', '《甲法》']);
});
