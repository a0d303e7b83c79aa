import { useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { api } from '../../api/client';
import { personQuery, searchPersons } from '../../api/resources/persons';
import { useVillages } from '../../api/resources/reference';
import { useUser } from '../../api/session';
import { draftKey } from '../../lib/drafts';
import { withMember } from '../../lib/household';
import { HouseholdForm, type HouseholdValues } from '../../ui/household-form';
import { Page } from '../../ui/page';

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const user = useUser();
  const villages = useVillages(user);
  const personId = (useLocation().state as { personId?: string } | null)?.personId ?? '';
  const person = useQuery({ ...personQuery(personId), enabled: personId !== '' });
  const create = async (values: HouseholdValues) => {
    const body = { ...values, division: values.division ?? '' };
    const household = await api.post('/households', { body });
    message.success(t('ui.saved'));
    navigate(`/households/${household.id}`, { replace: true });
  };
  return (
    <Page title={t('households.create')} loading={personId !== '' && person.isPending} error={person.error}>
      <HouseholdForm
        draftKey={draftKey(user.id, 'household.new')}
        personId={personId || undefined}
        initial={person.data ? { division: person.data.division.code } : undefined}
        members={person.data ? withMember([], person.data) : []}
        villages={villages}
        search={searchPersons}
        onSubmit={create}
        onCancel={() => navigate(-1)}
      />
    </Page>
  );
}
