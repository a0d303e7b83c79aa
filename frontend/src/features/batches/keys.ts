export type Command =
  | { do: 'move'; by: number; extend: boolean }
  | {
      do:
        | 'first'
        | 'last'
        | 'toggle'
        | 'select_all'
        | 'open'
        | 'agree'
        | 'amount'
        | 'return'
        | 'refuse'
        | 'clear'
        | 'send';
    };

interface Stroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const LETTERS: Record<string, Command> = {
  a: { do: 'agree' },
  m: { do: 'amount' },
  r: { do: 'return' },
  x: { do: 'refuse' },
  j: { do: 'move', by: 1, extend: false },
  k: { do: 'move', by: -1, extend: false },
};

/** What a key means on a row of the batch; null leaves it to the browser. */
export function commandOf(stroke: Stroke): Command | null {
  if (stroke.altKey) return null;
  if (stroke.ctrlKey || stroke.metaKey) {
    if (stroke.key === 'Enter') return { do: 'send' };
    return stroke.key.toLowerCase() === 'a' ? { do: 'select_all' } : null;
  }
  switch (stroke.key) {
    case 'ArrowDown':
      return { do: 'move', by: 1, extend: stroke.shiftKey };
    case 'ArrowUp':
      return { do: 'move', by: -1, extend: stroke.shiftKey };
    case 'PageDown':
      return { do: 'move', by: 10, extend: stroke.shiftKey };
    case 'PageUp':
      return { do: 'move', by: -10, extend: stroke.shiftKey };
    case 'Home':
      return { do: 'first' };
    case 'End':
      return { do: 'last' };
    case ' ':
      return { do: 'toggle' };
    case 'Enter':
      return { do: 'open' };
    case 'Delete':
    case 'Backspace':
      return { do: 'clear' };
    default:
      return LETTERS[stroke.key.toLowerCase()] ?? null;
  }
}
