import { Checkbox, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { NewCase } from '../../../api/types';
import { upTo } from '../../../lib/up-to';
import type { IntakeDraft } from './draft';

const ADULT = 18;

interface Props {
  draft: IntakeDraft;
  item: { consents: boolean } | undefined;
  person: { age: number } | undefined;
  setDraft: (next: (old: IntakeDraft) => IntakeDraft) => void;
}

/** The consent of an intake as it is sent. */
export const consentOf = ({ consent, guardian }: IntakeDraft): NewCase['consent'] =>
  consent ? { of: 'household', guardian: guardian?.trim() || null } : null;

/** The applicant's consent to the check, on the signed application; ticked by hand and never beforehand. */
export function ConsentBox({ draft, item, person, setDraft }: Props) {
  const { t } = useTranslation();
  if (!item?.consents) return <p className="muted">{t('cases.materials_hint')}</p>;
  const minor = person !== undefined && person.age < ADULT;
  return (
    <>
      <p className="muted">{t('cases.materials_hint')}</p>
      <p>
        <Checkbox
          checked={draft.consent ?? false}
          onChange={({ target }) => setDraft((old) => ({ ...old, consent: target.checked }))}
        >
          {t(minor ? 'steps.consented_for' : 'steps.consented')}
        </Checkbox>
        <br />
        <small className="muted">{t('steps.consented_hint')}</small>
      </p>
      {minor && (
        <p>
          <label htmlFor="consent-guardian">{t('steps.guardian')}</label>{' '}
          <Input
            id="consent-guardian"
            style={{ maxWidth: 240 }}
            value={draft.guardian ?? ''}
            onChange={({ target }) => setDraft((old) => ({ ...old, guardian: target.value }))}
            {...upTo(60)}
          />
          <br />
          <small className="muted">{t('steps.guardian_hint')}</small>
        </p>
      )}
    </>
  );
}
