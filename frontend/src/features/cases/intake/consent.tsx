import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { IntakeDraft } from './draft';

interface Props {
  draft: IntakeDraft;
  setDraft: (next: (old: IntakeDraft) => IntakeDraft) => void;
}

/** The applicant's consent to the check, on the signed application; ticked by hand and never beforehand. */
export function ConsentBox({ draft, setDraft }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <p className="muted">{t('cases.materials_hint')}</p>
      <p>
        <Checkbox
          checked={draft.consent ?? false}
          onChange={({ target }) => setDraft((old) => ({ ...old, consent: target.checked }))}
        >
          {t('steps.consented')}
        </Checkbox>
        <br />
        <small className="muted">{t('steps.consented_hint')}</small>
      </p>
    </>
  );
}
