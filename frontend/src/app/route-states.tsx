import { Button, Result, Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { Page } from '../ui/page';

export function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="waiting" role="status" aria-label={t('ui.loading')}>
      <Spin size="large" />
    </div>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('app.not_found')}>
      <Result
        status="404"
        subTitle={t('app.not_found_detail')}
        extra={<Link to="/">{t('app.to_workbench')}</Link>}
      />
    </Page>
  );
}

/** A page that broke, or a part of the program that a new release has replaced while the tab was open. */
export function RouteProblem() {
  const { t } = useTranslation();
  const error = useRouteError();
  const outdated = /dynamically imported module|module script/i.test(String(error));
  return (
    <Result
      status="warning"
      title={outdated ? t('app.outdated') : t('ui.unexpected_title')}
      subTitle={outdated ? t('app.outdated_detail') : t('ui.unexpected_detail')}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('app.reload')}
        </Button>
      }
    />
  );
}
