import i18next, { type i18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { zhCN } from './zh-CN';

export type Language = 'zh-CN' | 'en';
const STORED = 'yangguang.language';

export function storedLanguage(): Language {
  return localStorage.getItem(STORED) === 'en' ? 'en' : 'zh-CN';
}

export async function changeLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./en');
    i18next.addResourceBundle('en', 'translation', en);
  }
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

export async function startI18n(): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCN } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await changeLanguage(storedLanguage());
  return i18next;
}

/** Chinese texts that are loaded with the pages they are on; the English ones come all together. */
export function addTexts(feature: string, texts: Record<string, unknown>): void {
  // A page that is there before the first words brings its own to them.
  if (!i18next.isInitialized) zhCN[feature] = texts;
  else i18next.addResourceBundle('zh-CN', 'translation', { [feature]: texts }, true, true);
}

/** The text of a server-side pair in the reader's language. */
export function useText(): (text: { zh: string; en: string } | null | undefined) => string {
  const { i18n: instance } = useTranslation();
  return (text) => (text ? (instance.language === 'en' ? text.en || text.zh : text.zh) : '');
}
