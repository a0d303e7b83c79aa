import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { serviceItemQuery } from '../../api/resources/reference';
import type { Case } from '../../api/types';
import { useText } from '../../i18n';
import { type ActNames, ActTimeline, namesOf } from '../../ui/act-record';

/** What the names in the acts of a case mean. */
export function useActNames(found: Case): ActNames {
  const { t } = useTranslation();
  const text = useText();
  const item = useQuery(serviceItemQuery(found.item_code));
  return namesOf(item.data?.inputs ?? [], found.materials, text, t('cases.section_household'));
}

/** Every act so far, the latest first: who, when, with which result and why. */
export function CaseTimeline({ case: found }: { case: Case }) {
  const names = useActNames(found);
  return <ActTimeline acts={found.acts} names={names} received={found.received_on} />;
}
