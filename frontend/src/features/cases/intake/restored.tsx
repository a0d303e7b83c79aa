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
import type { UseDraft } from '../../../lib/use-draft';
import { OtherDraft } from '../../../ui/form-draft';
import type { IntakeDraft, Start } from './draft';

interface Props {
  kept: UseDraft<IntakeDraft>;
  onDiscard: () => void;
  again: (start: Start) => void;
}

/** What an earlier page or another tab has left of the form. */
export function Restored({ kept, onDiscard, again }: Props) {
  const { t } = useTranslation();
  const take = () => {
    const { itemCode = null, personId = null } = kept.elsewhere?.value ?? {};
    kept.takeOther();
    again({ itemCode, personId });
  };
  return (
    <>
      {kept.savedAt && (
        <Alert
          className="problem"
          type="info"
          showIcon
          title={t('cases.restored', { at: beijingTime(kept.savedAt) })}
          action={<Button onClick={onDiscard}>{t('cases.discard_draft')}</Button>}
        />
      )}
      <OtherDraft draft={{ ...kept, takeOther: take }} />
    </>
  );
}
