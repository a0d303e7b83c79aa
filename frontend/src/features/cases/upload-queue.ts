import { addAttachment, LARGEST_FILE } from '../../api/resources/cases';
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
}

/** Photographs are made smaller before they travel, so they may be larger than what the server takes. */
export const mayBeSent = (file: File): boolean => file.size <= LARGEST_FILE || isPhotograph(file);

type Send = typeof addAttachment;
type Shrink = (file: File) => Promise<Shrunk>;

export class TooLarge extends Error {}

/** Files on their way to a case, one after the other: a village line carries one at a time best. */
export class UploadQueue {
  private files: PendingFile[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly small = new Map<string, Shrunk>();
  private running: Promise<void> | null = null;

  constructor(
    private readonly send: Send = addAttachment,
    private readonly shrink: Shrink = shrinkImage,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  list = (): PendingFile[] => this.files;

  add(material: string, files: File[]): void {
    const added = files.map((file) => ({
      key: randomId(),
      material,
      file,
      state: 'waiting' as const,
      progress: 0,
      problem: null,
    }));
    this.set([...this.files, ...added]);
  }

  remove(key: string): void {
    this.small.delete(key);
    this.set(this.files.filter((file) => file.key !== key));
  }

  /** What has arrived is the server's to show. */
  clearDone(): void {
    this.set(this.files.filter((file) => file.state !== 'done'));
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
    for (const { key } of this.files.filter((file) => file.state !== 'done')) {
      const pending = this.files.find((file) => file.key === key);
      if (!pending) continue;
      this.change(key, { state: 'sending', progress: 0, problem: null });
      try {
        const { blob, name } = this.small.get(key) ?? (await this.shrink(pending.file));
        this.small.set(key, { blob, name });
        if (blob.size > LARGEST_FILE) throw new TooLarge();
        const onProgress = (progress: number) => this.change(key, { progress });
        await this.send({ caseId, material: pending.material, file: blob, name, key, onProgress });
        this.small.delete(key);
        this.change(key, { state: 'done', progress: 1 });
      } catch (problem) {
        failure ??= problem;
        this.change(key, { state: 'failed', problem });
      }
    }
    if (failure) throw failure;
  }

  private change(key: string, part: Partial<PendingFile>): void {
    this.set(this.files.map((file) => (file.key === key ? { ...file, ...part } : file)));
  }

  private set(files: PendingFile[]): void {
    this.files = files;
    for (const listener of this.listeners) listener();
  }
}
