import { StyleProvider } from '@ant-design/cssinjs';
import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useEffect, useState } from 'react';
import { RouterProvider } from 'react-router';
import { speak } from '../api/client';
import { createQueryClient } from '../api/query';
import { SessionProvider } from '../api/session';
import { PreferencesProvider, usePreferences } from './preferences';
import { router } from './router';
import { theme } from './theme';

function Themed() {
  const { elder, language } = usePreferences();
  speak(language);
  const [english, setEnglish] = useState<Locale>();
  useEffect(() => {
    if (language === 'en') void import('antd/locale/en_US').then((file) => setEnglish(file.default));
    dayjs.locale(language === 'en' ? 'en' : 'zh-cn');
  }, [language]);
  return (
    // `high`: Chrome 87 does not know `:where()`.
    <StyleProvider hashPriority="high">
      <ConfigProvider
        // Never without a locale: antd would build the page anew and lose what is typed.
        locale={language === 'en' ? (english ?? zhCN) : zhCN}
        theme={theme(elder)}
        button={{ autoInsertSpace: false }}
        form={{ scrollToFirstError: true }}
        // Options that differ at their end must be read to it.
        popupMatchSelectWidth={false}
      >
        <AntApp message={{ maxCount: 3 }}>
          <RouterProvider router={router} />
        </AntApp>
      </ConfigProvider>
    </StyleProvider>
  );
}

export function App() {
  const [queries] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queries}>
      <SessionProvider>
        <PreferencesProvider>
          <Themed />
        </PreferencesProvider>
      </SessionProvider>
    </QueryClientProvider>
  );
}
