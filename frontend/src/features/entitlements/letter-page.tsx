import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../api/client';
import { LetterSheet } from '../../ui/letter-sheet';
import { Page } from '../../ui/page';
import { PrintSheet } from '../../ui/print-sheet';
import { ProblemAlert } from '../../ui/problem-alert';
import './texts';

/** A letter about a change of a benefit, as the citizen gets it. The words are the server's. */
export function Component() {
  const { t, i18n } = useTranslation();
  const { id = '', change = '', kind = '' } = useParams();
  const navigate = useNavigate();
  const letter = useQuery({
    queryKey: ['entitlement-document', id, change, kind],
    queryFn: ({ signal }) =>
      api.get('/entitlements/{id}/changes/{change_id}/documents/{kind}', {
        path: { id, change_id: change, kind },
        signal,
      }),
    staleTime: 0,
  });
  if (!letter.data) {
    return (
      <Page title={t(`entitlements.hearing.letters.${kind}`)} loading={letter.isPending}>
        <ProblemAlert error={letter.error} onRetry={() => void letter.refetch()} />
      </Page>
    );
  }
  return (
    <PrintSheet
      note={i18n.language === 'en' ? t('entitlements.hearing.letter_is_chinese') : undefined}
      onBack={() => navigate(`/entitlements/${id}`)}
    >
      <LetterSheet paper={letter.data} />
    </PrintSheet>
  );
}
