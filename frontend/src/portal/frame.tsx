import { type ReactNode, useEffect, useRef } from 'react';
import { Link, usePortal } from './context';
import { hrefs } from './place';

export function Frame({ children }: { children: ReactNode }) {
  const { t, language, setLanguage, elder, setElder } = usePortal();
  return (
    <>
      <a className="skip" href="#main">
        {t.skip}
      </a>
      <header className="bar no-print">
        <Link href={hrefs.home} className="brand">
          <strong>{t.site}</strong>
          <span>{t.tagline}</span>
        </Link>
        <div className="tools">
          <button type="button" className="tool" aria-pressed={elder} onClick={() => setElder(!elder)}>
            {elder ? t.elderOff : t.elderOn}
          </button>
          <button
            type="button"
            className="tool"
            lang={language === 'en' ? 'zh-CN' : 'en'}
            onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}
          >
            {t.otherLanguage}
          </button>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="foot no-print">
        <p>{t.privacy}</p>
      </footer>
    </>
  );
}

/** Names the page in the title, and moves the focus to its heading so that a screen reader says where one is. */
export function PageTitle({ children, back }: { children: string; back?: string }) {
  const { t } = usePortal();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · ${t.site}`;
    heading.current?.focus({ preventScroll: true });
  }, [children, t.site]);
  return (
    <>
      {back && (
        <p className="no-print">
          <Link href={back} className="back">
            ‹ {t.back}
          </Link>
        </p>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
    </>
  );
}
