import { IDBFactory } from 'fake-indexeddb';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { LARGEST_FILE } from '../../api/resources/cases';
import { forgetFiles } from '../../lib/outbox';
import { asJpeg } from '../../lib/shrink-image';
import { mayBeSent, NEW_CASE, TooLarge, UploadQueue, wouldBeLost } from './upload-queue';

const paper = (name: string, type = 'application/pdf') => new File(['x'], name, { type });
const asIs = async (file: File) => ({ blob: file as Blob, name: file.name });
const sized = (name: string, type: string, size: number) =>
  Object.defineProperty(paper(name, type), 'size', { value: size });

test('a file that fails does not keep the others, and goes again under its own key', async () => {
  const sent: { name: string; key: string }[] = [];
  let line = false;
  const queue = new UploadQueue(
    'u1',
    NEW_CASE,
    async ({ name, key }) => {
      sent.push({ name, key });
      if (name === 'b.pdf' && !line) throw new Error('lost');
      return {} as never;
    },
    asIs,
  );
  queue.add('bill', [paper('a.pdf'), paper('b.pdf'), paper('c.pdf')]);
  await expect(queue.sendAll('c1')).rejects.toThrow('lost');
  expect(queue.list().map((file) => file.state)).toEqual(['done', 'failed', 'done']);
  line = true;
  await queue.sendAll('c1');
  expect(queue.list().map((file) => file.state)).toEqual(['done', 'done', 'done']);
  expect(sent.map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf', 'c.pdf', 'b.pdf']);
  expect(sent[3]?.key).toBe(sent[1]?.key);
});

test('how far a file is can be seen while it goes', async () => {
  const seen: number[] = [];
  const queue = new UploadQueue(
    'u1',
    NEW_CASE,
    async ({ onProgress }) => {
      onProgress?.(0.5);
      return {} as never;
    },
    asIs,
  );
  queue.subscribe(() => seen.push(queue.list()[0]?.progress ?? -1));
  queue.add('bill', [paper('a.pdf')]);
  await queue.sendAll('c1');
  expect(seen).toEqual([0, 0, 0.5, 1]);
  queue.clearDone();
  expect(queue.list()).toEqual([]);
});

test('files added while others travel wait for their turn', async () => {
  const order: string[] = [];
  const queue = new UploadQueue(
    'u1',
    NEW_CASE,
    async ({ name }) => {
      order.push(`${name} out`);
      await Promise.resolve();
      order.push(`${name} in`);
      return {} as never;
    },
    asIs,
  );
  queue.add('bill', [paper('a.pdf')]);
  const first = queue.sendAll('c1');
  queue.add('bill', [paper('b.pdf')]);
  await Promise.all([first, queue.sendAll('c1')]);
  expect(order).toEqual(['a.pdf out', 'a.pdf in', 'b.pdf out', 'b.pdf in']);
});

test('a photograph may be larger than what the server takes, as long as it shrinks below', async () => {
  expect(mayBeSent(sized('bill.jpg', 'image/jpeg', LARGEST_FILE * 2))).toBe(true);
  expect(mayBeSent(sized('bill.pdf', 'application/pdf', LARGEST_FILE * 2))).toBe(false);
  const send = vi.fn();
  const queue = new UploadQueue('u1', NEW_CASE, send, asIs);
  queue.add('bill', [sized('bill.jpg', 'image/jpeg', LARGEST_FILE * 2)]);
  await expect(queue.sendAll('c1')).rejects.toBeInstanceOf(TooLarge);
  expect(queue.list()[0]?.state).toBe('failed');
});

test('what was made a JPEG is called one: the server compares the ending with the content', () => {
  expect(asJpeg('票据.PNG')).toBe('票据.jpg');
  expect(asJpeg('a.b.jpeg')).toBe('a.b.jpg');
});

const arrived = async () => ({}) as never;
const lost = async () => {
  throw new Error('lost');
};
/** What the browser keeps, read anew as by a page loaded again. */
async function loaded(user: string, place: string, send: ConstructorParameters<typeof UploadQueue>[2]) {
  const queue = new UploadQueue(user, place, send, asIs);
  await queue.restore();
  return queue;
}
const names = (queue: UploadQueue) => queue.list().map((one) => one.file.name);

describe('with a store in the browser', () => {
  beforeAll(() => {
    vi.stubGlobal('indexedDB', new IDBFactory());
  });
  beforeEach(() => forgetFiles('u1'));

  test('a file outlives the page and goes again under its own key, to its case', async () => {
    const queue = new UploadQueue('u1', NEW_CASE, lost, asIs);
    queue.add('bill', [paper('a.pdf')]);
    expect(wouldBeLost(queue.list())).toBe(true);
    await vi.waitFor(() => expect(wouldBeLost(queue.list())).toBe(false));
    await expect(queue.sendAll('c1')).rejects.toThrow('lost');
    const key = queue.list()[0]?.key;

    expect(names(await loaded('u1', NEW_CASE, arrived))).toEqual([]);
    const sent: string[] = [];
    const later = await loaded('u1', 'case:c1', async ({ key: again }) => {
      sent.push(again);
      return {} as never;
    });
    expect(names(later)).toEqual(['a.pdf']);
    await later.sendAll('c1');
    expect(sent).toEqual([key]);
    await vi.waitFor(async () => expect(names(await loaded('u1', 'case:c1', arrived))).toEqual([]));
  });

  test('another account is not shown it, and who removes it is not shown it again', async () => {
    const queue = new UploadQueue('u1', 'case:c1', arrived, asIs);
    queue.add('bill', [paper('a.pdf'), paper('b.pdf')]);
    await vi.waitFor(() => expect(wouldBeLost(queue.list())).toBe(false));
    expect(names(await loaded('u2', 'case:c1', arrived))).toEqual([]);
    queue.remove(queue.list()[0]?.key ?? '');
    expect(names(await loaded('u1', 'case:c1', arrived))).toEqual(['b.pdf']);
    await (await loaded('u1', 'case:c1', arrived)).clear();
    expect(names(await loaded('u1', 'case:c1', arrived))).toEqual([]);
  });

  test('a photograph made small stays as it was made: its key stands for those bytes', async () => {
    const once = vi.fn(async () => ({ blob: paper('small'), name: 'a.jpg' }));
    const queue = new UploadQueue('u1', 'case:c1', lost, once);
    queue.add('bill', [paper('a.png', 'image/png')]);
    await expect(queue.sendAll('c1')).rejects.toThrow('lost');
    const later = new UploadQueue('u1', 'case:c1', arrived, once);
    await later.restore();
    expect(names(later)).toEqual(['a.jpg']);
    await later.sendAll('c1');
    expect(once).toHaveBeenCalledTimes(1);
  });

  test('what is left alone sends nothing more and stays in the browser', async () => {
    const send = vi.fn(arrived);
    const queue = new UploadQueue('u1', 'case:c1', send, asIs);
    queue.add('bill', [paper('a.pdf')]);
    await vi.waitFor(() => expect(wouldBeLost(queue.list())).toBe(false));
    queue.abandon();
    await queue.sendAll('c1');
    expect(send).not.toHaveBeenCalled();
    expect(names(await loaded('u1', 'case:c1', arrived))).toEqual(['a.pdf']);
  });
});
