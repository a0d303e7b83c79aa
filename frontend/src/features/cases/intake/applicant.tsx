import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Tag } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { checkCitizenId, findByCitizenId, personQuery, searchPersons } from '../../../api/resources/persons';
import { useVillages } from '../../../api/resources/reference';
import { useUser } from '../../../api/session';
import type { Person } from '../../../api/types';
import { draftKey } from '../../../lib/drafts';
import { withMember } from '../../../lib/household';
import { isOldForm } from '../../../lib/typed';
import type { CardRead } from '../../../lib/wedge';
import { HouseholdForm, type HouseholdValues } from '../../../ui/household-form';
import { Masked } from '../../../ui/masked';
import { PersonForm, type PersonValues } from '../../../ui/person-form';
import { PersonPicker } from '../../../ui/person-picker';
import { Warnings } from '../../../ui/warnings';
import { Elsewhere, type ItemElsewhere } from './elsewhere';

interface Props {
  person: Person | undefined;
  item: ItemElsewhere | undefined;
  onChoose: (personId: string | null) => void;
}

/** Who applies: found, or registered on the spot. */
export function ApplicantSection({ person, item, onChoose }: Props) {
  const { t } = useTranslation();
  const user = useUser();
  const villages = useVillages(user);
  const queries = useQueryClient();
  const [registering, setRegistering] = useState<Partial<PersonValues> | null>(null);
  // Whose number was given in the form of 15 digits, here and now.
  const [oldForm, setOldForm] = useState<string | null>(null);
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
  const choose = (id: string, typed: string) => {
    setOldForm(isOldForm(typed) ? id : null);
    onChoose(id);
  };
  // A card is one person: known and taken, or not known and half registered already.
  const readCard = async (card: CardRead) => {
    const known = await findByCitizenId(card.citizenId).catch(() => null);
    if (known) choose(known.id, card.citizenId);
    else setRegistering({ citizen_id: card.citizenId, ...(card.name ? { name: card.name } : {}) });
  };
  const register = async (values: PersonValues) => {
    const created = await api.post('/persons', { body: values });
    queries.setQueryData(personQuery(created.id).queryKey, created);
    setRegistering(null);
    choose(created.id, values.citizen_id);
  };
  if (person) {
    return (
      <>
        <div className="identity-bar">
          <strong>{person.name}</strong>
          <Masked value={person.citizen_id} />
          <span>
            {t(`ui.sex.${person.sex}`)} · {t('ui.years', { count: person.age })}
          </span>
          <span>{person.division.full_name}</span>
          {person.phone && <Masked value={person.phone} />}
          {person.is_demo && <Tag>{t('ui.demo')}</Tag>}
          <Button onClick={() => onChoose(null)}>{t('cases.other_applicant')}</Button>
        </div>
        {oldForm === person.id && (
          <Alert className="problem" type="warning" showIcon title={t('cases.old_form_given')} />
        )}
        <Warnings of={person.warnings} />
      </>
    );
  }
  if (registering) {
    return (
      <PersonForm
        draftKey={draftKey(user.id, 'person.new')}
        villages={villages}
        check={checkCitizenId}
        duplicate={duplicate}
        onSubmit={register}
        initial={registering}
        onCancel={() => setRegistering(null)}
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
        onCard={(card) => void readCard(card)}
      />
      <Button onClick={() => setRegistering({})} className="below">
        {t('cases.register_applicant')}
      </Button>
      {item?.accepted_where_it_happened && <Elsewhere item={item} />}
    </>
  );
}

interface HouseholdProps {
  person: Person | undefined;
  /** Whether there is something typed that is not saved. */
  onTyped: (typed: boolean) => void;
  onSaved: () => void;
}

/** The household is known, or put together here; nothing is typed twice. */
export function HouseholdSection({ person, onTyped, onSaved }: HouseholdProps) {
  const { t } = useTranslation();
  const user = useUser();
  const villages = useVillages(user);
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
    onTyped(false);
    onSaved();
  };
  return (
    <HouseholdForm
      key={person.id}
      draftKey={draftKey(user.id, `household.of.${person.id}`)}
      initial={{ division: person.division.code }}
      members={withMember([], person)}
      villages={villages}
      search={searchPersons}
      onTyped={() => onTyped(true)}
      onSubmit={create}
    />
  );
}
