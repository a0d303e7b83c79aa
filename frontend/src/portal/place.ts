/** Where the reader is. The portal has few pages, so their addresses are spelled here and nowhere else. */
export type Place =
  | { page: 'home' }
  | { page: 'browse'; division: string | null }
  | { page: 'notice'; id: string }
  | { page: 'progress' }
  | { page: 'guide'; code: string | null }
  | { page: 'laws' }
  | { page: 'law'; code: string }
  | { page: 'missing' };

export function parsePlace(pathname: string, search: string): Place {
  const parts = pathname.split('/').filter(Boolean);
  if (parts.length === 0) return { page: 'home' };
  if (parts[0] !== 'public') return { page: 'missing' };
  if (parts.length === 1) return { page: 'home' };
  const [, section, id] = parts;
  if (parts.length > 3) return { page: 'missing' };
  if (section === 'notices') {
    return id
      ? { page: 'notice', id }
      : { page: 'browse', division: new URLSearchParams(search).get('division') };
  }
  if (section === 'progress' && !id) return { page: 'progress' };
  if (section === 'items') return { page: 'guide', code: id ?? null };
  if (section === 'laws') return id ? { page: 'law', code: id } : { page: 'laws' };
  return { page: 'missing' };
}

export const hrefs = {
  home: '/',
  progress: '/public/progress',
  browse: (division?: string) =>
    division ? `/public/notices?division=${encodeURIComponent(division)}` : '/public/notices',
  notice: (id: string) => `/public/notices/${encodeURIComponent(id)}`,
  guide: (code?: string) => (code ? `/public/items/${encodeURIComponent(code)}` : '/public/items'),
  law: (code?: string) => (code ? `/public/laws/${encodeURIComponent(code)}` : '/public/laws'),
};
