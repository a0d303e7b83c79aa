import { Blob as StoredBlob } from 'node:buffer';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import type { KeptFile } from './outbox';

const DAY = 24 * 3600_000;
const now = Date.parse('2026-11-27T08:00:00Z');
const file = (key: string, part: Partial<KeptFile> = {}): KeptFile => ({
  key,
  user: 'u1',
  place: 'case:c1',
  material: 'bill',
  name: `${key}.pdf`,
  // jsdom's own can not be copied into a store.
  blob: new StoredBlob(['x']) as unknown as Blob,
  small: false,
  savedAt: now,
  ...part,
});

let outbox: typeof import('./outbox');
beforeEach(async () => {
  vi.resetModules();
  vi.stubGlobal('indexedDB', new IDBFactory());
  outbox = await import('./outbox');
});
const keys = async (user: string, at = now) => (await outbox.keptFiles(user, at)).map((one) => one.key);

test('each user is told of the own files, bytes and all', async () => {
  expect(await outbox.keepFile(file('b', { savedAt: now + 1 }))).toBe(true);
  await outbox.keepFile(file('a'));
  await outbox.keepFile(file('c', { user: 'u2' }));
  expect(await keys('u1')).toEqual(['a', 'b']);
  expect(await (await outbox.keptFiles('u2', now))[0]?.blob.text()).toBe('x');
});

test('after three days nothing is left, whoever looks', async () => {
  await outbox.keepFile(file('old', { savedAt: now - 3 * DAY - 1 }));
  await outbox.keepFile(file('new', { savedAt: now - 3 * DAY }));
  expect(await keys('u2')).toEqual([]);
  expect(await keys('u1', now - DAY)).toEqual(['new']);
});

test('who leaves takes the own files along and no others', async () => {
  await outbox.keepFile(file('a', { savedAt: Date.now() }));
  await outbox.keepFile(file('b', { user: 'u2', savedAt: Date.now() }));
  await outbox.forgetFiles('u1');
  expect(await keys('u1', Date.now())).toEqual([]);
  expect(await keys('u2', Date.now())).toEqual(['b']);
});

test('a change of what is gone brings nothing back', async () => {
  await outbox.keepFile(file('a'));
  await outbox.changeFile('a', { place: 'case:c2' });
  expect((await outbox.keptFiles('u1', now))[0]?.place).toBe('case:c2');
  await outbox.dropFiles(['a']);
  await outbox.changeFile('a', { place: 'case:c3' });
  expect(await keys('u1')).toEqual([]);
});

test('a browser that keeps nothing says so and goes on', async () => {
  vi.stubGlobal('indexedDB', undefined);
  vi.resetModules();
  outbox = await import('./outbox');
  expect(await outbox.keepFile(file('a'))).toBe(false);
  expect(await keys('u1')).toEqual([]);
  await outbox.forgetFiles('u1');
});
