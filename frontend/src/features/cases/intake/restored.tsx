import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { beijingTime } from '../../../lib/dates';
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
