import { type KeyboardEvent, useRef } from 'react';
import { type CardRead, Wedge } from '../lib/wedge';

/**
 * For the `onKeyDownCapture` of a form. The reader types into whatever has the focus, so the form is put back
 * to what it was before the burst, then given the card.
 */
export function useCardReader<S>(snapshot: () => S, onCard: (card: CardRead, before: S) => void) {
  const wedge = useRef(new Wedge());
  const before = useRef<S | null>(null);
  return (event: KeyboardEvent) => {
    if (wedge.current.startsAt(event.timeStamp)) before.current = snapshot();
    const card = wedge.current.key(event.key, event.timeStamp);
    if (!card) return;
    event.preventDefault();
    event.stopPropagation();
    onCard(card, before.current ?? snapshot());
  };
}
