/** Links the server hands out may carry the entry's prefix; the router adds its own. */
export function routerPath(link: string): string {
  const path = link.replace(/^\/app(?=\/|\?|$)/, '');
  return path.startsWith('/') ? path : `/${path}`;
}

/** Only a path of ours may be the place to go back to after login. */
export function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/login') ? next : '/';
}
