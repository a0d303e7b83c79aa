import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { beijingTime } from '../../../lib/dates';

/** The form goes on where it was left; whoever wants none of that says so. */
export function Restored({ at, onDiscard }: { at: string | null; onDiscard: () => void }) {
  const { t } = useTranslation();
  if (!at) return null;
  return (
    <Alert
      className="problem"
      type="info"
      showIcon
      title={t('cases.restored', { at: beijingTime(at) })}
      action={<Button onClick={onDiscard}>{t('cases.discard_draft')}</Button>}
    />
  );
}
