import { useQueryClient } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { checkCitizenId, findByCitizenId, personQuery, searchPersons } from '../../../api/resources/persons';
import { useVillages } from '../../../api/resources/reference';
import { useUser } from '../../../api/session';
import type { Person } from '../../../api/types';
import { withMember } from '../../../lib/household';
import { HouseholdForm, type HouseholdValues } from '../../../ui/household-form';
import { Masked } from '../../../ui/masked';
import { PersonForm, type PersonValues } from '../../../ui/person-form';
import { PersonPicker } from '../../../ui/person-picker';

interface Props {
  person: Person | undefined;
  onChoose: (personId: string | null) => void;
}

/** Who applies: found, or registered on the spot. */
export function ApplicantSection({ person, onChoose }: Props) {
  const { t } = useTranslation();
  const villages = useVillages(useUser());
  const queries = useQueryClient();
  const [registering, setRegistering] = useState(false);
  const duplicate = useCallback(
    async (citizenId: string) => {
      const known = await findByCitizenId(citizenId);
      return (
        known && (
          <Button type="link" onClick={() => onChoose(known.id)}>
            {t('cases.use_known', { name: known.name })}
          </Button>
        )
      );
    },
    [onChoose, t],
  );
  const register = async (values: PersonValues) => {
    const created = await api.post('/persons', { body: values });
    queries.setQueryData(personQuery(created.id).queryKey, created);
    setRegistering(false);
    onChoose(created.id);
  };
  if (person) {
    return (
      <div className="identity-bar">
        <strong>{person.name}</strong>
        <Masked value={person.citizen_id} />
        <span>
          {t(`ui.sex.${person.sex}`)} · {t('ui.years', { count: person.age })}
        </span>
        <span>{person.division.full_name}</span>
        <Masked value={person.phone} />
        {person.is_demo && <Tag>{t('ui.demo')}</Tag>}
        <Button onClick={() => onChoose(null)}>{t('cases.other_applicant')}</Button>
      </div>
    );
  }
  if (registering) {
    return (
      <PersonForm
        villages={villages}
        check={checkCitizenId}
        duplicate={duplicate}
        onSubmit={register}
        onCancel={() => setRegistering(false)}
      />
    );
  }
  return (
    <>
      <PersonPicker
        autoFocus
        label={t('cases.find_applicant')}
        search={searchPersons}
        onPick={(picked) => onChoose(picked.id)}
      />
      <Button onClick={() => setRegistering(true)} className="below">
        {t('cases.register_applicant')}
      </Button>
    </>
  );
}

/** The household is known, or put together here; nothing is typed twice. */
export function HouseholdSection({ person, onSaved }: { person: Person | undefined; onSaved: () => void }) {
  const { t } = useTranslation();
  const villages = useVillages(useUser());
  if (!person) return <p className="muted">{t('cases.applicant_first')}</p>;
  if (person.household) {
    return (
      <p>
        {t(`households.category.${person.household.category}`)} ·{' '}
        {t('households.size', { count: person.household.size })} ·{' '}
        {t(`households.relation.${person.household.relation}`)}
      </p>
    );
  }
  const create = async (values: HouseholdValues) => {
    await api.post('/households', { body: { ...values, division: values.division ?? person.division.code } });
    onSaved();
  };
  return (
    <HouseholdForm
      key={person.id}
      initial={{ division: person.division.code }}
      members={withMember([], person)}
      villages={villages}
      search={searchPersons}
      onSubmit={create}
    />
  );
}
