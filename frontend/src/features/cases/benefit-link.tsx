import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { useCan } from '../../api/session';
import type { Case } from '../../api/types';

/** What an approved case goes on giving month by month, where it does. */
export function BenefitLink({ case: found }: { case: Case }) {
  const { t } = useTranslation();
  const allowed = useCan();
  const person_id = found.applicant.id;
  const benefits = useQuery({
    queryKey: ['entitlements', 'of-person', person_id],
    queryFn: ({ signal }) => api.get('/entitlements', { query: { person_id, limit: 200 }, signal }),
    enabled: found.stage === 'approved' && allowed('entitlement.read'),
  });
  const own = benefits.data?.items.find((benefit) => benefit.case_id === found.id);
  if (!own) return null;
  return <Link to={`/entitlements/${own.id}`}>{t('cases.benefit')}</Link>;
}
