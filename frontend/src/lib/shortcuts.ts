import { useEffect, useRef } from 'react';

/** Ctrl+S and Ctrl+Enter (⌘ on a Mac), from anywhere on the page; the browser's own saving stays away. */
export function useShortcuts(actions: { save?: () => void; send?: () => void }): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.repeat) return;
      const run =
        event.key.toLowerCase() === 's'
          ? latest.current.save
          : event.key === 'Enter'
            ? latest.current.send
            : null;
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
