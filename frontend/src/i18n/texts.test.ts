import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { en } from './en';
import enPortal from './en/portal';
import { zhCN } from './zh-CN';
import zhPortal from './zh-CN/portal';

type Tree = { [key: string]: unknown };
const paths = (tree: Tree, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? paths(value as Tree, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );
/** English has a plural form more than Chinese. */
const bare = (list: string[]) => [...new Set(list.map((path) => path.replace(/_(one|other)$/, '')))].sort();
const source = join(import.meta.dirname, '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (path) => /\.tsx?$/.test(path) && !/\.(test|gen)\.tsx?$/.test(path),
);

it('every text exists in both languages', () => {
  expect(bare(paths(en))).toEqual(bare(paths(zhCN)));
  expect(paths(enPortal)).toEqual(paths(zhPortal));
});

it('English texts hold no Chinese, save the name of the other language', () => {
  const chinese = (tree: Tree) => JSON.stringify(tree).match(/[\u4e00-\u9fff]+/g) ?? [];
  expect([...chinese(en), ...chinese(enPortal)].filter((text) => text !== '\u4e2d\u6587')).toEqual([]);
});

it('every key that the pages name has a text', () => {
  const known = new Set(bare(paths(zhCN)));
  const unknown = files.flatMap((path) =>
    [...readFileSync(join(source, path), 'utf8').matchAll(/\bt\(\s*'([\w.]+)'/g)]
      .map((match) => match[1] as string)
      .filter((key) => !known.has(key))
      .map((key) => `${path}: ${key}`),
  );
  expect(unknown).toEqual([]);
});
