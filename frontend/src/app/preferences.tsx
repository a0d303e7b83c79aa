import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, type Language } from '../i18n';

const STORED = 'yangguang.elder';

interface Preferences {
  /** Large type, strong contrast, big targets. */
  elder: boolean;
  setElder(on: boolean): void;
  language: Language;
  setLanguage(language: Language): void;
}

const Context = createContext<Preferences | null>(null);

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const [elder, setElder] = useState(() => localStorage.getItem(STORED) === 'on');
  useEffect(() => {
    localStorage.setItem(STORED, elder ? 'on' : 'off');
    document.documentElement.classList.toggle('elder', elder);
  }, [elder]);
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const value = useMemo(
    () => ({ elder, setElder, language, setLanguage: (next: Language) => void changeLanguage(next) }),
    [elder, language],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function usePreferences(): Preferences {
  const preferences = useContext(Context);
  if (!preferences) throw new Error('usePreferences outside PreferencesProvider');
  return preferences;
}
