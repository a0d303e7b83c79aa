import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const SRC = join(process.cwd(), 'src');
const LONGEST = 300;

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

const files = walk(SRC)
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.gen.ts'))
  .map((path) => ({ path: relative(SRC, path), text: readFileSync(path, 'utf8') }));
const product = files.filter(({ path }) => !/\.test\.tsx?$/.test(path) && !path.startsWith('test/'));

/** Each import as the folder of `src` it leads to, e.g. `features/cases`. */
function imports({ path, text }: { path: string; text: string }): string[] {
  const specifiers = [...text.matchAll(/(?:from\s+|import\s*\(?\s*)'(\.[^']*)'/g)].map(
    (match) => match[1] ?? '',
  );
  return specifiers.map((specifier) => join(path, '..', specifier));
}

const offenders = (list: typeof files, wrong: (file: (typeof files)[number]) => boolean) =>
  list.filter(wrong).map(({ path }) => path);

test('the walk sees the tree', () => {
  expect(product.length).toBeGreaterThan(60);
});

test('only src/api speaks to the network', () => {
  const speaks = /\bfetch\(|XMLHttpRequest|navigator\.sendBeacon|new WebSocket/;
  expect(offenders(product, ({ path, text }) => !path.startsWith('api/') && speaks.test(text))).toEqual([]);
});

test('only src/api knows the generated file', () => {
  expect(
    offenders(product, (file) => !file.path.startsWith('api/') && /schema\.gen/.test(file.text)),
  ).toEqual([]);
});

test('every Chinese text stands in src/i18n', () => {
  const chinese = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;
  expect(offenders(product, ({ path, text }) => !path.startsWith('i18n/') && chinese.test(text))).toEqual([]);
});

test('no input cuts what is pasted into it', () => {
  expect(offenders(product, ({ text }) => /maxLength=|exceedFormatter/.test(text))).toEqual([]);
});

test('no file outgrows the eye', () => {
  expect(offenders(files, ({ text }) => text.split('\n').length > LONGEST + 1)).toEqual([]);
});

test('a feature imports no other feature', () => {
  const own = (path: string) => /^features\/[^/]+/.exec(path)?.[0];
  const wrong = product.flatMap((file) =>
    imports(file)
      .filter((target) => own(file.path) && own(target) && own(target) !== own(file.path))
      .map((target) => `${file.path} -> ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('imports go app → features → api, ui, lib, i18n and never back', () => {
  const allowed: Record<string, string[]> = {
    lib: ['lib'],
    i18n: ['i18n', 'lib'],
    ui: ['ui', 'lib', 'i18n'],
    api: ['api', 'lib'],
    portal: ['portal', 'api', 'ui', 'lib', 'i18n'],
    features: ['features', 'api', 'ui', 'lib', 'i18n'],
    app: ['app', 'features', 'api', 'ui', 'lib', 'i18n'],
  };
  const wrong = product.flatMap((file) => {
    const from = file.path.split('/')[0] ?? '';
    if (!(from in allowed)) return [];
    return imports(file)
      .filter((target) => !allowed[from]?.includes(target.split('/')[0] ?? ''))
      .map((target) => `${file.path} -> ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('the portal stays light: no antd, no query library, no router', () => {
  const portal = new Set<string>();
  const queue = ['portal/main'];
  const heavy: string[] = [];
  while (queue.length) {
    const next = queue.pop() ?? '';
    const file = product.find(({ path }) => path.replace(/(\/index)?\.tsx?$/, '') === next);
    if (!file || portal.has(file.path)) continue;
    portal.add(file.path);
    if (/from '(antd|@ant-design|@tanstack|echarts|dayjs)/.test(file.text)) heavy.push(file.path);
    // What is loaded on demand is not part of the entry.
    queue.push(...imports({ ...file, text: file.text.replace(/import\s*\(/g, '(') }));
  }
  expect(portal.size).toBeGreaterThan(3);
  expect(heavy).toEqual([]);
});

test('nothing needs a secure context or comes from elsewhere', () => {
  const wrong = /crypto\.randomUUID\(|crypto\.subtle|https?:\/\/(?!127\.0\.0\.1|www\.w3\.org)/;
  expect(offenders(product, ({ text }) => wrong.test(text))).toEqual([]);
  for (const page of ['index.html', 'portal.html']) {
    const html = readFileSync(join(SRC, '..', page), 'utf8');
    expect(html).not.toMatch(/https?:\/\//);
    // The content security policy allows no inline script.
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
    expect(html).not.toMatch(/\son[a-z]+=/);
  }
});

test('the lock file names no registry', () => {
  expect(readFileSync(join(SRC, '..', 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
});
