import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '../../api/client';
import { checkCitizenId, findByCitizenId } from '../../api/resources/persons';
import { useVillages } from '../../api/resources/reference';
import { useUser } from '../../api/session';
import { draftKey } from '../../lib/drafts';
import { Page } from '../../ui/page';
import { PersonForm, type PersonValues } from '../../ui/person-form';

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const user = useUser();
  const villages = useVillages(user);
  const duplicate = useCallback(
    async (citizenId: string) => {
      const known = await findByCitizenId(citizenId);
      return (
        known && <Link to={`/persons/${known.id}`}>{t('persons.already_known', { name: known.name })}</Link>
      );
    },
    [t],
  );
  const register = async (values: PersonValues) => {
    const person = await api.post('/persons', { body: values });
    message.success(t('persons.registered'));
    navigate(`/persons/${person.id}`, { replace: true });
  };
  return (
    <Page title={t('persons.register')}>
      <PersonForm
        draftKey={draftKey(user.id, 'person.new')}
        villages={villages}
        check={checkCitizenId}
        duplicate={duplicate}
        onSubmit={register}
        onCancel={() => navigate(-1)}
      />
    </Page>
  );
}
