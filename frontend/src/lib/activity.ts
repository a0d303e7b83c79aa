const AT = 'yangguang.active';
/** The store is shared by all tabs; it need not know of every key. */
const FINE_MS = 2_000;
let here = 0;
let written = 0;

/** Somebody is at the keyboard, in whichever tab. */
export function markActivity(now = Date.now()): void {
  here = now;
  if (Math.abs(now - written) < FINE_MS) return;
  written = now;
  try {
    localStorage.setItem(AT, String(now));
  } catch {
    // Then this tab knows of itself only.
  }
}

/** When somebody last did something in any tab, in milliseconds. */
export function lastActivity(now = Date.now()): number {
  let elsewhere = 0;
  try {
    elsewhere = Number(localStorage.getItem(AT));
  } catch {
    // As above.
  }
  // A clock that was set back must not keep a session for a day.
  return Math.max(here, elsewhere <= now ? elsewhere : 0);
}
