import { Button, Spin } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { Page } from '../ui/page';
import { ProblemAlert } from '../ui/problem-alert';

export function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="waiting" role="status" aria-label={t('ui.loading')}>
      <Spin size="large" />
    </div>
  );
}

/** A page that says one thing. antd's Result would bring its drawings into the shell. */
function Notice({ title, detail, children }: { title: string; detail: string; children: ReactNode }) {
  return (
    <Page title={title}>
      <div className="waiting-text">
        <p>{detail}</p>
        {children}
      </div>
    </Page>
  );
}

/** A reload while the server is out of reach: the session waits, so does the page. */
export function Unreachable({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  useEffect(() => {
    window.addEventListener('online', onRetry);
    return () => window.removeEventListener('online', onRetry);
  }, [onRetry]);
  return (
    <div className="waiting-text">
      <h1>{t('ui.product')}</h1>
      <ProblemAlert error={error} onRetry={onRetry} />
    </div>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Notice title={t('app.not_found')} detail={t('app.not_found_detail')}>
      <Link to="/">{t('app.to_workbench')}</Link>
    </Notice>
  );
}

/** A page that broke, or a part of the program that a new release has replaced while the tab was open. */
export function RouteProblem() {
  const { t } = useTranslation();
  const error = useRouteError();
  const outdated = /dynamically imported module|module script/i.test(String(error));
  return (
    <Notice
      title={outdated ? t('app.outdated') : t('ui.unexpected_title')}
      detail={outdated ? t('app.outdated_detail') : t('ui.unexpected_detail')}
    >
      <Button type="primary" onClick={() => window.location.reload()}>
        {t('app.reload')}
      </Button>
    </Notice>
  );
}
