import { useEffect, useState } from 'react';
import { usePortal } from './context';

/** Reads a part of the page where the browser can; shows nothing where it cannot. */
export function ReadAloud({ selector }: { selector: string }) {
  const { t, language } = usePortal();
  const [reading, setReading] = useState(false);
  const able = typeof speechSynthesis !== 'undefined' && typeof SpeechSynthesisUtterance !== 'undefined';
  useEffect(() => () => (able ? speechSynthesis.cancel() : undefined), [able]);
  if (!able) return null;
  const toggle = () => {
    speechSynthesis.cancel();
    if (reading) return setReading(false);
    const text = document.querySelector<HTMLElement>(selector)?.innerText ?? '';
    const speech = new SpeechSynthesisUtterance(text);
    speech.lang = language;
    speech.onend = () => setReading(false);
    speech.onerror = () => setReading(false);
    speechSynthesis.speak(speech);
    setReading(true);
  };
  return (
    <button type="button" className="button quiet" aria-pressed={reading} onClick={toggle}>
      {reading ? t.stopReading : t.readAloud}
    </button>
  );
}
