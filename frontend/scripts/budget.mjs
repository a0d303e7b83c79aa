// Fails when what a browser must download exceeds the agreed sizes (gzip).
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const KB = 1024;
const LIMITS = { portal: 150 * KB, shell: 300 * KB, chunk: 260 * KB };
const dist = resolve(import.meta.dirname, '../dist');
const sizes = new Map();
const size = (path) => {
  if (!sizes.has(path)) sizes.set(path, gzipSync(readFileSync(join(dist, path)), { level: 9 }).length);
  return sizes.get(path);
};

/** The files a page loads before it can work: its tags and the static imports behind them. */
function initialFiles(page) {
  const html = readFileSync(join(dist, page), 'utf8');
  const queue = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);
  const seen = new Set();
  while (queue.length) {
    const file = queue.pop();
    if (seen.has(file)) continue;
    seen.add(file);
    if (!file.endsWith('.js')) continue;
    const text = readFileSync(join(dist, file), 'utf8');
    for (const match of text.matchAll(
      /(?:^|[;}\s])(?:import|export)\s*(?:[\w$*\s{},]+?from\s*)?["']\.\/([^"']+\.js)["']/g,
    )) {
      queue.push(`assets/${match[1]}`);
    }
  }
  return seen;
}

let failed = false;
const report = (name, bytes, limit) => {
  const over = bytes > limit;
  failed ||= over;
  console.log(
    `${over ? 'OVER' : 'ok  '} ${name.padEnd(40)} ${(bytes / KB).toFixed(1).padStart(7)} KB of ${limit / KB} KB`,
  );
};
const sum = (files) => [...files].reduce((total, file) => total + size(file), 0);

const portal = initialFiles('portal.html');
const shell = initialFiles('index.html');
report('portal entry', sum(portal) + size('portal.html'), LIMITS.portal);
report('back-office shell', sum(shell) + size('index.html'), LIMITS.shell);
const lazy = readdirSync(join(dist, 'assets'))
  .map((name) => `assets/${name}`)
  .filter((file) => /\.(js|css)$/.test(file) && !portal.has(file) && !shell.has(file))
  .sort((a, b) => size(b) - size(a));
for (const file of lazy.slice(0, 5)) report(`lazy ${file.slice(7)}`, size(file), LIMITS.chunk);
for (const file of portal) {
  if (/antd/.test(file)) {
    failed = true;
    console.log(`OVER the portal loads ${file}`);
  }
}
process.exit(failed ? 1 : 0);
