import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client';
import type { WholeBill } from '../../../lib/bills';
import { useDebounced } from '../../../lib/debounce';
import type { Facts } from '../../../lib/fact-form';

interface Asked {
  itemCode: string;
  applicantId: string | undefined;
  /** Changes with the household. */
  householdVersion: number | undefined;
  facts: Facts;
  bills: WholeBill[];
  /** Whether there is something to compute although nothing was entered. */
  complete: boolean;
}

/** What the policy would give: it follows the typing. */
export function usePreview({ itemCode, applicantId, householdVersion, facts, bills, complete }: Asked) {
  const quiet = useDebounced(facts, 350);
  const quietBills = useDebounced(bills, 350);
  const entered = Object.keys(quiet).length + quietBills.length > 0;
  return useQuery({
    queryKey: ['preview', itemCode, applicantId, householdVersion, quiet, quietBills],
    queryFn: ({ signal }) =>
      api.post('/cases/previews', {
        body: {
          item_code: itemCode,
          applicant_person_id: applicantId ?? '',
          facts: quiet,
          bills: quietBills,
        },
        signal,
      }),
    enabled: Boolean(applicantId && itemCode && (entered || complete)),
    placeholderData: (previous) => previous,
    gcTime: 0,
  });
}
