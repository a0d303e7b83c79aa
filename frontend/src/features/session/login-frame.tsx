import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../../i18n';

export function LoginFrame({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const english = i18n.language === 'en';
  return (
    <div className="login">
      <div className="login-bar">
        <Button
          type="text"
          className="on-dark"
          lang={english ? 'zh-CN' : 'en'}
          onClick={() => void changeLanguage(english ? 'zh-CN' : 'en')}
        >
          {t('app.other_language')}
        </Button>
      </div>
      <main className="login-card">{children}</main>
    </div>
  );
}
