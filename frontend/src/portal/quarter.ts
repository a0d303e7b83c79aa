import type { PortalTexts } from '../i18n/portal';

/** `2026-Q3` in words; anything else as it came. */
export function quarterText(quarter: string, t: PortalTexts): string {
  const match = /^(\d{4})-Q([1-4])$/.exec(quarter);
  return match ? t.quarterOf(match[1] as string, match[2] as string) : quarter;
}
