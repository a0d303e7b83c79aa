import {
  createContext,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { type PortalLanguage, type PortalTexts, portalTexts } from '../i18n/portal';
import { type Place, parsePlace } from './place';

interface Portal {
  place: Place;
  go: (href: string) => void;
  language: PortalLanguage;
  setLanguage: (language: PortalLanguage) => void;
  elder: boolean;
  setElder: (elder: boolean) => void;
  t: PortalTexts;
  /** The side of a two-language text that the reader has chosen. */
  pick: (text: { zh: string; en: string }) => string;
}

const PortalContext = createContext<Portal | null>(null);

// A browser that refuses storage (private mode, strict settings) still shows the portal.
function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
function remember(key: string, value: string) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice lasts for this visit only.
  }
}

export function PortalProvider({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState<Place>(() => parsePlace(location.pathname, location.search));
  const [language, chooseLanguage] = useState<PortalLanguage>(() =>
    remembered('yangguang.language') === 'en' ? 'en' : 'zh-CN',
  );
  const [elder, chooseElder] = useState(() => remembered('yangguang.elder') === 'on');

  useEffect(() => {
    const onPop = () => setPlace(parsePlace(location.pathname, location.search));
    addEventListener('popstate', onPop);
    return () => removeEventListener('popstate', onPop);
  }, []);

  useEffect(() => {
    document.documentElement.lang = language;
    remember('yangguang.language', language);
  }, [language]);

  useEffect(() => {
    document.documentElement.classList.toggle('elder', elder);
    remember('yangguang.elder', elder ? 'on' : 'off');
  }, [elder]);

  const go = useCallback((href: string) => {
    history.pushState(null, '', href);
    setPlace(parsePlace(location.pathname, location.search));
    scrollTo(0, 0);
  }, []);

  const value = useMemo<Portal>(
    () => ({
      place,
      go,
      language,
      setLanguage: chooseLanguage,
      elder,
      setElder: chooseElder,
      t: portalTexts[language],
      pick: (text) => (language === 'en' ? text.en || text.zh : text.zh),
    }),
    [place, go, language, elder],
  );
  return <PortalContext.Provider value={value}>{children}</PortalContext.Provider>;
}

export function usePortal(): Portal {
  const portal = useContext(PortalContext);
  if (!portal) throw new Error('usePortal outside of PortalProvider');
  return portal;
}

/** A real link (opens in a new tab, can be copied) that stays in the page on a plain click. */
export function Link({
  href,
  className,
  children,
}: {
  href: string;
  className?: string;
  children: ReactNode;
}) {
  const { go } = usePortal();
  const onClick = (event: MouseEvent) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    go(href);
  };
  return (
    <a href={href} className={className} onClick={onClick}>
      {children}
    </a>
  );
}
