import { MenuOutlined } from '@ant-design/icons';
import { Layout as AntLayout, Button, Drawer, Dropdown, Grid, Menu } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation, useNavigate } from 'react-router';
import { usePolicyTitles } from '../api/resources/policies';
import { useCan, useUser } from '../api/session';
import { useText } from '../i18n';
import { PolicyNames } from '../ui/policy-name';
import { IdleGuard } from './idle';
import { activeEntry, MENU } from './menu';
import { OfflineBanner } from './offline';
import { usePreferences } from './preferences';
import { QuickSearch } from './quick-search';
import { useSignOut } from './sign-out';

function MainMenu({ onChosen }: { onChosen?: () => void }) {
  const { t } = useTranslation();
  const allowed = useCan();
  const { pathname } = useLocation();
  const user = useUser();
  if (user.must_change_password) return null;
  const items = MENU.map((group) => ({
    key: group.text,
    type: 'group' as const,
    label: t(group.text),
    children: group.entries
      .filter((entry) => allowed(entry.permission))
      .map((entry) => ({
        key: entry.path,
        label: (
          <Link to={entry.path} onClick={onChosen}>
            {t(entry.text)}
          </Link>
        ),
      })),
  })).filter((group) => group.children.length > 0);
  return (
    <nav aria-label={t('app.menu.label')}>
      <Menu mode="inline" selectedKeys={[activeEntry(pathname) ?? '']} items={items} />
    </nav>
  );
}

export function PreferenceSwitches() {
  const { t } = useTranslation();
  const { elder, setElder, language, setLanguage } = usePreferences();
  return (
    <>
      <Button type="text" className="on-dark" aria-pressed={elder} onClick={() => setElder(!elder)}>
        {elder ? t('app.elder_off') : t('app.elder_on')}
      </Button>
      <Button
        type="text"
        className="on-dark"
        lang={language === 'en' ? 'zh-CN' : 'en'}
        onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}
      >
        {t('app.other_language')}
      </Button>
    </>
  );
}

function UserMenu() {
  const { t } = useTranslation();
  const user = useUser();
  const signOut = useSignOut();
  const navigate = useNavigate();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'where', label: user.division.full_name, disabled: true },
          { key: 'password', label: t('app.change_password'), onClick: () => navigate('/password') },
          { key: 'out', label: t('app.sign_out'), onClick: () => void signOut() },
        ],
      }}
    >
      <Button type="text" className="on-dark">
        {user.name} · {t(`app.role.${user.role}`)}
      </Button>
    </Dropdown>
  );
}

export function Layout() {
  const { t } = useTranslation();
  const wide = Grid.useBreakpoint().lg ?? true;
  const { elder } = usePreferences();
  const [open, setOpen] = useState(false);
  const text = useText();
  const titles = usePolicyTitles();
  const policyNames = (code: string) => text(titles?.get(code)) || undefined;
  return (
    <AntLayout className="shell">
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <AntLayout.Header className="shell-head no-print">
        {!wide && (
          <Button
            type="text"
            className="on-dark"
            icon={<MenuOutlined />}
            aria-label={t('app.menu.label')}
            onClick={() => setOpen(true)}
          />
        )}
        <Link to="/" className="brand">
          {t('ui.product')}
        </Link>
        <QuickSearch />
        <div className="shell-tools">
          <PreferenceSwitches />
          <UserMenu />
        </div>
      </AntLayout.Header>
      <AntLayout>
        {wide ? (
          <AntLayout.Sider width={elder ? 300 : 200} className="no-print shell-menu">
            <MainMenu />
          </AntLayout.Sider>
        ) : (
          <Drawer open={open} onClose={() => setOpen(false)} placement="left" title={t('ui.product')}>
            <MainMenu onChosen={() => setOpen(false)} />
          </Drawer>
        )}
        <AntLayout.Content id="content" tabIndex={-1} className="shell-body">
          <OfflineBanner />
          <PolicyNames.Provider value={policyNames}>
            <Outlet />
          </PolicyNames.Provider>
        </AntLayout.Content>
      </AntLayout>
      <IdleGuard />
    </AntLayout>
  );
}
