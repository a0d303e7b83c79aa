import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useText } from '../i18n';

interface Warning {
  code: string;
  message: { zh: string; en: string };
  link?: string | null;
}

/** What must be known before anything is decided, with the way to where it is seen to. */
export function Warnings({ of }: { of: Warning[] }) {
  const text = useText();
  return of.map((warning) => (
    <Alert
      key={warning.code + warning.message.zh}
      className="problem"
      type="warning"
      showIcon
      title={text(warning.message)}
      description={<WarningLink to={warning.link} />}
    />
  ));
}

export function WarningLink({ to }: { to: string | null | undefined }) {
  const { t } = useTranslation();
  return to ? <Link to={to}>{t('ui.open_record')}</Link> : null;
}
