const MOST = 50;

/** A gateway's excuse: whether the act happened behind it is not known. */
export const answersNothing = (status: number): boolean => status === 502 || status === 503 || status === 504;

/**
 * The keys of writes whose answer never came. The same words sent again are the same act, so that whoever
 * presses the button once more after a lost line does not do it twice. Kept in memory only: the words may be
 * personal.
 */
export class LostWrites {
  private readonly keys = new Map<string, string>();

  keyOf(act: string): string | undefined {
    return this.keys.get(act);
  }

  remember(act: string, key: string): void {
    this.keys.set(act, key);
    const oldest = this.keys.keys().next().value;
    if (this.keys.size > MOST && oldest !== undefined) this.keys.delete(oldest);
  }

  forget(act: string): void {
    this.keys.delete(act);
  }

  clear(): void {
    this.keys.clear();
  }
}
