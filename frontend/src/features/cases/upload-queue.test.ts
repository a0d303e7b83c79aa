import { expect, test, vi } from 'vitest';
import { LARGEST_FILE } from '../../api/resources/cases';
import { asJpeg } from '../../lib/shrink-image';
import { mayBeSent, TooLarge, UploadQueue } from './upload-queue';

const paper = (name: string, type = 'application/pdf') => new File(['x'], name, { type });
const asIs = async (file: File) => ({ blob: file as Blob, name: file.name });
const sized = (name: string, type: string, size: number) =>
  Object.defineProperty(paper(name, type), 'size', { value: size });

test('a file that fails does not keep the others, and goes again under its own key', async () => {
  const sent: { name: string; key: string }[] = [];
  let line = false;
  const queue = new UploadQueue(async ({ name, key }) => {
    sent.push({ name, key });
    if (name === 'b.pdf' && !line) throw new Error('lost');
    return {} as never;
  }, asIs);
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
  const queue = new UploadQueue(async ({ onProgress }) => {
    onProgress?.(0.5);
    return {} as never;
  }, asIs);
  queue.subscribe(() => seen.push(queue.list()[0]?.progress ?? -1));
  queue.add('bill', [paper('a.pdf')]);
  await queue.sendAll('c1');
  expect(seen).toEqual([0, 0, 0.5, 1]);
  queue.clearDone();
  expect(queue.list()).toEqual([]);
});

test('files added while others travel wait for their turn', async () => {
  const order: string[] = [];
  const queue = new UploadQueue(async ({ name }) => {
    order.push(`${name} out`);
    await Promise.resolve();
    order.push(`${name} in`);
    return {} as never;
  }, asIs);
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
  const queue = new UploadQueue(send, asIs);
  queue.add('bill', [sized('bill.jpg', 'image/jpeg', LARGEST_FILE * 2)]);
  await expect(queue.sendAll('c1')).rejects.toBeInstanceOf(TooLarge);
  expect(queue.list()[0]?.state).toBe('failed');
});

test('what was made a JPEG is called one: the server compares the ending with the content', () => {
  expect(asJpeg('票据.PNG')).toBe('票据.jpg');
  expect(asJpeg('a.b.jpeg')).toBe('a.b.jpg');
});
