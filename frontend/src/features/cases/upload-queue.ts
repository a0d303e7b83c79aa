import { addAttachment, LARGEST_FILE } from '../../api/resources/cases';
import { onSessionEnd } from '../../api/tokens';
import { changeFile, dropFiles, keepFile, keptFiles } from '../../lib/outbox';
import { randomId } from '../../lib/random';
import { isPhotograph, type Shrunk, shrinkImage } from '../../lib/shrink-image';

export type UploadState = 'waiting' | 'sending' | 'done' | 'failed';

export interface PendingFile {
  /** Also the idempotency key of its upload: a repeat after a lost line stores it once. */
  key: string;
  material: string;
  file: File;
  state: UploadState;
  /** 0 to 1. */
  progress: number;
  problem: unknown;
  /** The browser has it beyond this page. */
  kept: boolean;
}

/** Photographs are made smaller before they travel, so they may be larger than what the server takes. */
export const mayBeSent = (file: File): boolean => file.size <= LARGEST_FILE || isPhotograph(file);

/** What would be lost with the page. */
export const wouldBeLost = (files: PendingFile[]): boolean =>
  files.some((file) => file.state !== 'done' && !file.kept);

type Send = typeof addAttachment;
type Shrink = (file: File) => Promise<Shrunk>;

export class TooLarge extends Error {}

export const NEW_CASE = 'new-case';
const placeOf = (caseId: string): string => `case:${caseId}`;

/**
 * Files on their way to a case, one after the other: a village line carries one at a time best. Each is kept
 * in the browser until it has arrived or is removed.
 */
export class UploadQueue {
  private files: PendingFile[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly small = new Map<string, Shrunk>();
  private running: Promise<void> | null = null;
  private restored: Promise<void> | null = null;

  constructor(
    private readonly user: string,
    private place: string,
    private readonly send: Send = addAttachment,
    private readonly shrink: Shrink = shrinkImage,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  list = (): PendingFile[] => this.files;

  /** Takes up what an earlier page has left unsent. */
  restore(): Promise<void> {
    this.restored ??= keptFiles(this.user).then((kept) => {
      const here = kept.filter(({ place, key }) => place === this.place && !this.find(key));
      for (const { key, blob, name, small } of here) if (small) this.small.set(key, { blob, name });
      const files = here.map(({ key, material, blob, name }) =>
        waiting(key, material, new File([blob], name, { type: blob.type }), true),
      );
      if (files.length > 0) this.set([...files, ...this.files]);
    });
    return this.restored;
  }

  add(material: string, files: File[]): void {
    const added = files.map((file) => waiting(randomId(), material, file, false));
    this.set([...this.files, ...added]);
    for (const { key, file } of added) void this.keep(key, material, file);
  }

  remove(key: string): void {
    this.small.delete(key);
    void dropFiles([key]);
    this.set(this.files.filter((file) => file.key !== key));
  }

  /** Removes all, also what an earlier page has left. */
  async clear(): Promise<void> {
    await this.restore();
    const keys = this.files.map((file) => file.key);
    this.abandon();
    await dropFiles(keys);
  }

  /** What has arrived is the server's to show. */
  clearDone(): void {
    this.set(this.files.filter((file) => file.state !== 'done'));
  }

  /** Nobody waits here any longer: nothing more goes out, and what the browser keeps stays kept. */
  abandon(): void {
    this.small.clear();
    this.set([]);
  }

  /** Sends all that has not arrived. One that fails does not keep the others; the first failure is thrown. */
  async sendAll(caseId: string): Promise<void> {
    while (this.running) await this.running.catch(() => undefined);
    this.running = this.run(caseId).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(caseId: string): Promise<void> {
    let failure: unknown = null;
    const unsent = this.files.filter((file) => file.state !== 'done');
    // From here on they belong to this case, whatever becomes of the form they were chosen in.
    if (this.place !== placeOf(caseId)) {
      this.place = placeOf(caseId);
      for (const { key } of unsent) void changeFile(key, { place: this.place });
    }
    for (const { key } of unsent) {
      const pending = this.find(key);
      if (!pending) continue;
      this.change(key, { state: 'sending', progress: 0, problem: null });
      try {
        const { blob, name } = await this.made(pending);
        if (blob.size > LARGEST_FILE) throw new TooLarge();
        if (!this.find(key)) continue;
        const onProgress = (progress: number) => this.change(key, { progress });
        await this.send({ caseId, material: pending.material, file: blob, name, key, onProgress });
        this.small.delete(key);
        await dropFiles([key]);
        this.change(key, { state: 'done', progress: 1 });
      } catch (problem) {
        failure ??= problem;
        this.change(key, { state: 'failed', problem });
      }
    }
    if (failure) throw failure;
  }

  /** The file as it travels: a repeat under the same key must be the same bytes, also after a reload. */
  private async made({ key, file }: PendingFile): Promise<Shrunk> {
    const known = this.small.get(key);
    if (known) return known;
    const shrunk = await this.shrink(file);
    this.small.set(key, shrunk);
    if (shrunk.blob !== file) await changeFile(key, { ...shrunk, small: true });
    return shrunk;
  }

  private async keep(key: string, material: string, file: File): Promise<void> {
    const { user, place } = this;
    const { name } = file;
    const kept = { key, user, place, material, name, blob: file, small: false, savedAt: Date.now() };
    if (await keepFile(kept)) this.change(key, { kept: true });
  }

  private find(key: string): PendingFile | undefined {
    return this.files.find((file) => file.key === key);
  }

  private change(key: string, part: Partial<PendingFile>): void {
    if (this.find(key)) this.set(this.files.map((file) => (file.key === key ? { ...file, ...part } : file)));
  }

  private set(files: PendingFile[]): void {
    this.files = files;
    for (const listener of this.listeners) listener();
  }
}

function waiting(key: string, material: string, file: File, kept: boolean): PendingFile {
  return { key, material, file, state: 'waiting', progress: 0, problem: null, kept };
}

const queues = new Map<string, UploadQueue>();
// The next person at this computer neither sees nor sends them.
onSessionEnd(() => {
  for (const queue of queues.values()) queue.abandon();
  queues.clear();
});

/** One for each case: a page opened again finds what is still travelling instead of sending it twice. */
export function queueOf(user: string, caseId: string): UploadQueue {
  const name = `${user}/${caseId}`;
  const queue = queues.get(name) ?? new UploadQueue(user, placeOf(caseId));
  queues.set(name, queue);
  return queue;
}
