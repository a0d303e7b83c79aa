import { citizenId } from './typed';

/** What an ID-card reader types: digits, at times with a name in front, ended by Enter. */
export interface CardRead {
  citizenId: string;
  name: string | null;
}

export function parseCard(text: string): CardRead | null {
  const wide = text.normalize('NFKC');
  // A number alone may be grouped; beside a name it stands whole.
  const alone = /^\d{17}[\dX]$/.exec(citizenId(text))?.[0];
  const id = alone ?? /(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/.exec(wide)?.[0];
  if (!id) return null;
  const name = /[\p{Script=Han}]+(?:\u00b7[\p{Script=Han}]+)*/u.exec(text)?.[0] ?? null;
  return { citizenId: id.toUpperCase(), name };
}

const SHORTEST_BURST = 15;

/**
 * Tells a reader from a person by speed: nobody types fifteen characters with less than 80 ms between each.
 * Feed it every keydown; it answers with the card when Enter ends a burst.
 */
export class Wedge {
  private text = '';
  private last = 0;
  private readonly gapMs: number;

  constructor(gapMs = 80) {
    this.gapMs = gapMs;
  }

  /** Whether a key at this time would begin a new burst. */
  startsAt(at: number): boolean {
    return at - this.last > this.gapMs;
  }

  key(key: string, at: number): CardRead | null {
    if (this.startsAt(at)) this.text = '';
    this.last = at;
    if (key === 'Enter') {
      const text = this.text;
      this.text = '';
      return text.length >= SHORTEST_BURST ? parseCard(text) : null;
    }
    if (key === 'Tab') this.text += ' ';
    else if ([...key].length === 1) this.text += key;
    return null;
  }
}
