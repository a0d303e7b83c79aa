import { describe, expect, it } from 'vitest';
import { hrefs, parsePlace } from './place';

describe('the addresses of the portal', () => {
  it.each([
    ['/', '', { page: 'home' }],
    ['/public', '', { page: 'home' }],
    ['/public/progress', '', { page: 'progress' }],
    ['/public/notices', '', { page: 'browse', division: null }],
    ['/public/notices', '?division=360704101000', { page: 'browse', division: '360704101000' }],
    ['/public/notices/0198-aa', '', { page: 'notice', id: '0198-aa' }],
    ['/public/items/medical-assistance', '', { page: 'guide', code: 'medical-assistance' }],
    ['/public/laws', '', { page: 'laws' }],
    ['/public/laws/civil-code', '', { page: 'law', code: 'civil-code' }],
    ['/public/notices/a/b', '', { page: 'missing' }],
    ['/elsewhere', '', { page: 'missing' }],
  ])('%s%s', (path, search, place) => {
    expect(parsePlace(path, search)).toEqual(place);
  });

  it('are read back as they were written', () => {
    const url = new URL(hrefs.browse('360704101000'), 'http://portal');
    expect(parsePlace(url.pathname, url.search)).toEqual({ page: 'browse', division: '360704101000' });
  });
});
