import { createStore, delMany, promisifyRequest, set, values } from 'idb-keyval';

/** Longer than a weekend without a line, shorter than bills of sick people may lie on a shared computer. */
const KEEP_MS = 3 * 24 * 3600_000;
const store = createStore('yangguang', 'files');

/** A chosen file that is not known to have arrived. */
export interface KeptFile {
  /** Also the idempotency key of its upload. */
  key: string;
  /** Whose it is: no other account of the same browser is told of it. */
  user: string;
  /** Which form or record it was chosen for. */
  place: string;
  material: string;
  name: string;
  blob: Blob;
  /** Made small already: the repeat must be the same bytes. */
  small: boolean;
  savedAt: number;
}

// A browser without the store (a private window, a full disk) only makes the files as short-lived as the page.
async function orElse<T>(attempt: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await attempt();
  } catch {
    return otherwise;
  }
}

/** Whether the file now outlives the page. */
export const keepFile = (file: KeptFile): Promise<boolean> =>
  orElse(() => set(file.key, file, store).then(() => true), false);

/** Only what is still there changes: what was sent or removed meanwhile does not come back. */
export const changeFile = (key: string, part: Partial<KeptFile>): Promise<void> =>
  orElse(
    () =>
      store('readwrite', (files) => {
        const found: IDBRequest<KeptFile | undefined> = files.get(key);
        found.onsuccess = () => {
          if (found.result) files.put({ ...found.result, ...part }, key);
        };
        return promisifyRequest(files.transaction);
      }),
    undefined,
  );

export const dropFiles = (keys: string[]): Promise<void> => orElse(() => delMany(keys, store), undefined);

/** What the user has waiting, in the order it was chosen. What is too old, whoever's it is, goes first. */
export async function keptFiles(user: string, now = Date.now()): Promise<KeptFile[]> {
  const all = await orElse(() => values<KeptFile>(store), []);
  const old = all.filter((file) => Math.abs(now - file.savedAt) > KEEP_MS);
  if (old.length > 0) await dropFiles(old.map((file) => file.key));
  return all
    .filter((file) => file.user === user && !old.includes(file))
    .sort((a, b) => a.savedAt - b.savedAt);
}

export async function dropOldFiles(): Promise<void> {
  await keptFiles('');
}

export async function forgetFiles(user: string): Promise<void> {
  await dropFiles((await keptFiles(user)).map((file) => file.key));
}
