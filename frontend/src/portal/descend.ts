import type { PublicDivision } from '../api/public-client';

const COUNTY = 3;

/**
 * The first real choice from the top: an installation usually serves one county, and nobody should have to
 * click through the only province and the only city above it.
 */
export async function descend(children: (parent?: string) => Promise<PublicDivision[]>) {
  let at: PublicDivision | null = null;
  let below = await children();
  while (below.length === 1 && below[0]?.has_children && below[0].level <= COUNTY) {
    at = below[0];
    below = await children(at.code);
  }
  return { at, below };
}
