import { downloadFile } from './client';

/** `/payments` + {month, format} → a path with the set members. */
export function withQuery(path: string, query: Record<string, string | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** Fetches an export with the session's rights (of what is asked, where it is asked for) and hands it to the browser to keep. */
export async function saveExport(path: string, fallbackName: string, asked?: object): Promise<void> {
  const { blob, fileName } = await downloadFile(path, asked);
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName ?? fallbackName;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
