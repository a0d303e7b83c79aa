// Clients are generated from the committed OpenAPI document, in Python and in TypeScript, and do the main job
// with the real server. YANGGUANG_BIN names the server (target/debug/yangguang otherwise).
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startServer } from '../../frontend/e2e/server.mjs';

const root = resolve(import.meta.dirname, '../..');
const here = join(root, 'tests/clients');
const document = join(root, 'openapi/openapi.json');
const built = join(root, '.build/clients');
const tools = join(built, 'tools');
const pins = join(here, 'requirements.txt');

function run(command, args, more = {}) {
  const { env, ...options } = more;
  const done = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, ...env }, ...options });
  if (done.status !== 0) {
    throw new Error(`${command} ${args.join(' ')}\n${done.error ?? ''}${done.stdout}${done.stderr}`);
  }
  return `${done.stdout}${done.stderr}`;
}

/** Installed into a folder: a bare Debian has pip, but neither venv nor the right to install for all. */
const pip = (target, what, env) =>
  run(
    'python3',
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--root-user-action', 'ignore']
      .concat(['--upgrade', '--target', target, '--constraint', pins])
      .concat(what),
    { env },
  );

async function python(url) {
  const client = join(built, 'python-client');
  const site = join(built, 'python-site');
  const env = { PYTHONPATH: tools, PATH: `${join(tools, 'bin')}:${process.env.PATH}` };
  pip(tools, ['--requirement', pins]);
  rmSync(client, { recursive: true, force: true });
  rmSync(site, { recursive: true, force: true });
  const generate = ['-m', 'openapi_python_client', 'generate', '--fail-on-warning', '--path', document];
  const told = run('python3', [...generate, '--output-path', client], { env });
  if (/WARNING|ERROR/i.test(told)) throw new Error(told);
  // As whoever gets it would: by its own project file.
  pip(site, ['--no-build-isolation', client], env);
  run('python3', [join(here, 'story.py'), url], { env: { PYTHONPATH: site } });
}

async function typescript(url) {
  const folder = join(built, 'typescript');
  const modules = join(root, 'frontend/node_modules');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  symlinkSync(modules, join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  cpSync(join(here, 'story.ts'), join(folder, 'story.ts'));
  const bin = (name) => join(modules, '.bin', name);
  run(bin('openapi-typescript'), [document, '--empty-objects-unknown', '--output', 'schema.d.ts'], { cwd: folder });
  const strictly = ['--strict', '--skipLibCheck', '--types', 'node', '--lib', 'es2022,dom'];
  const modern = ['--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler'];
  run(bin('tsc'), ['story.ts', ...strictly, ...modern], { cwd: folder });
  run('node', ['story.js', url], { cwd: folder });
}

const server = await startServer();
let [passed, failed] = [0, 0];
try {
  for (const [name, story] of [
    ['a client generated in Python is installed and accepts a case', python],
    ['a client generated in TypeScript is compiled and accepts a case', typescript],
  ]) {
    const began = Date.now();
    try {
      await story(server.url);
      passed += 1;
      console.log(`ok   ${name} (${Math.round((Date.now() - began) / 1000)} s)`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${name}\n  ${error.message}`);
    }
  }
} finally {
  await server.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
