import { randomId } from '../lib/random';
import { authorized, BASE, headers } from './client';
import { networkProblem, problemOf } from './problem';

type OnProgress = (share: number) => void;

/** `fetch` does not tell how much has gone out; on a village line that is what a clerk waits for. */
function send(path: string, file: Blob, sent: Record<string, string>, onProgress?: OnProgress) {
  return new Promise<Response>((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('POST', BASE + path);
    for (const [name, value] of Object.entries(sent)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      const answer = new Headers();
      for (const name of ['Content-Type', 'Retry-After', 'X-Request-Id']) {
        const value = request.getResponseHeader(name);
        if (value) answer.set(name, value);
      }
      done(new Response(request.responseText || null, { status: request.status, headers: answer }));
    };
    const lost = () => failed(networkProblem(sent['X-Request-Id'] ?? ''));
    request.onerror = lost;
    request.onabort = lost;
    request.ontimeout = lost;
    request.send(file);
  });
}

/**
 * A file as bytes, not as a form: the name travels in a header, percent-encoded. The key belongs to the file:
 * sent again with it after a lost line, it is stored once.
 */
export async function uploadFile<T>(
  path: string,
  file: Blob,
  fileName: string,
  { key = randomId(), onProgress }: { key?: string; onProgress?: OnProgress } = {},
): Promise<T> {
  const requestId = randomId();
  const response = await authorized(false, () =>
    send(
      path,
      file,
      {
        ...headers('post', requestId, { key }),
        'Content-Type': 'application/octet-stream',
        'X-File-Name': encodeURIComponent(fileName),
      },
      onProgress,
    ),
  );
  const body = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response, body);
  return body as T;
}
