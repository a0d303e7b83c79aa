import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../api/types';
import { ActButton } from '../../../ui/act-button';
import { Total } from '../calculation';

interface Props {
  preview: Preview | undefined;
  missing: number;
  why: string | null;
  whyAccept: string | null;
  busy: boolean;
  onSave: () => void;
  onAccept: () => void;
}

/** The sum and the two ways to go on, in sight however long the form and its sheet are. */
export function SaveBar({ preview, missing, why, whyAccept, busy, onSave, onAccept }: Props) {
  const { t } = useTranslation();
  return (
    <div className="save-bar">
      <Total of={preview} />
      <div className="act-bar">
        <ActButton why={why} loading={busy} onClick={onSave}>
          {t('cases.save_received')}
        </ActButton>
        <ActButton data-enter-end type="primary" why={whyAccept} loading={busy} onClick={onAccept}>
          {missing > 0 ? t('cases.save_notify', { count: missing }) : t('cases.save_accept')}
        </ActButton>
      </div>
      <p className="muted">{t('cases.shortcuts')}</p>
    </div>
  );
}
