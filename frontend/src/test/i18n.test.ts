import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '../i18n/en';
import { zhCN } from '../i18n/zh-CN';
import accounts from '../i18n/zh-CN/accounts';
import batches from '../i18n/zh-CN/batches';
import calendar from '../i18n/zh-CN/calendar';
import cases from '../i18n/zh-CN/cases';
import delegations from '../i18n/zh-CN/delegations';
import entitlements from '../i18n/zh-CN/entitlements';
import laws from '../i18n/zh-CN/laws';
import letters from '../i18n/zh-CN/letters';
import notices from '../i18n/zh-CN/notices';
import payments from '../i18n/zh-CN/payments';
import policies from '../i18n/zh-CN/policies';
import policy_drafts from '../i18n/zh-CN/policy_drafts';
import reports from '../i18n/zh-CN/reports';
import services from '../i18n/zh-CN/services';
import simulations from '../i18n/zh-CN/simulations';
import steps from '../i18n/zh-CN/steps';

type Texts = { [key: string]: string | Texts };
const SRC = join(process.cwd(), 'src');

function flat(texts: Texts, prefix = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') all.set(prefix + key.replace(/_(one|other)$/, ''), value);
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) all.set(inner, text);
  }
  return all;
}

// Those that are loaded with their pages are texts like the others.
const zh = flat({
  ...zhCN,
  accounts,
  batches,
  calendar,
  cases,
  delegations,
  entitlements,
  laws,
  letters,
  notices,
  payments,
  policies,
  policy_drafts,
  reports,
  services,
  simulations,
  steps,
} as Texts);
const english = flat(en as Texts);

test('both languages fill in the same values', () => {
  const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
  for (const [key, text] of zh) expect([key, holes(english.get(key) ?? '')]).toEqual([key, holes(text)]);
});

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === 'portal' || name === 'i18n' ? [] : sources(path);
    return /\.tsx?$/.test(name) && !/\.test\./.test(name) ? [readFileSync(path, 'utf8')] : [];
  });
}

test('every computed key has its texts', () => {
  const computed = sources(SRC).flatMap((text) =>
    [...text.matchAll(/\bt\(\s*`([^`$]+)\$\{/g)].map((match) => match[1] ?? ''),
  );
  const prefixes = [...new Set(computed)];
  expect(prefixes.length).toBeGreaterThan(10);
  expect(prefixes.filter((prefix) => ![...zh.keys()].some((key) => key.startsWith(prefix)))).toEqual([]);
});

/** The words themselves: what stands between quotation marks, not the program around them. */
function literals(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const source = readFileSync(join(folder, name), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
    return [...source.matchAll(/'((?:[^'\\\n]|\\.)*)'|`([^`]*)`/g)].map(
      (match) => `${name}: ${match[1] ?? match[2] ?? ''}`,
    );
  });
}

test('Chinese texts use Chinese punctuation', () => {
  const words = literals(join(SRC, 'i18n/zh-CN')).map((text) => text.replace(/^\S+: /, ''));
  expect(words.length).toBeGreaterThan(500);
  const narrow =
    /[\u4e00-\u9fff\u201d\uff09\u300b}] ?[,;:()?!]|[,;:()?!] ?[\u4e00-\u9fff\u201c\uff08\u300a{]|[\u4e00-\u9fff]\./;
  expect(words.filter((text) => /[\u4e00-\u9fff]/.test(text) && narrow.test(text))).toEqual([]);
});

test('no Chinese text is left in the English pages', () => {
  const own = new Set(['app.other_language']);
  const left = [...english].filter(
    ([key, text]) => !own.has(key) && /[\u3000-\u9fff\uff00-\uffef]/.test(text),
  );
  expect(left).toEqual([]);
});

test('every scheme of a policy that comes with the program has a name', () => {
  const folder = join(process.cwd(), '../api/policies');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const schemes = new Set(files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).scheme));
  expect(schemes.size).toBeGreaterThan(5);
  expect([...schemes].filter((scheme) => !zh.has(`ui.scheme_of.${scheme}`))).toEqual([]);
});
