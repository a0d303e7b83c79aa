import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../api/client';
import { LetterSheet } from '../../ui/letter-sheet';
import { Page } from '../../ui/page';
import { PrintSheet } from '../../ui/print-sheet';
import { ProblemAlert } from '../../ui/problem-alert';
import { PostingSheet } from './posting-sheet';
import { RecordSheet } from './record-sheet';
import '../../i18n/cases';

/** Receipt, supplement notice and decision as the citizen gets them. The words are the server's. */
export function Component() {
  const { t, i18n } = useTranslation();
  const { id = '', kind = '' } = useParams();
  const navigate = useNavigate();
  const paper = useQuery({
    queryKey: ['case-document', id, kind],
    queryFn: ({ signal }) =>
      api.get('/cases/{id}/documents/{kind}', { path: { id, kind: kind as never }, signal }),
    staleTime: 0,
    enabled: kind !== 'record' && kind !== 'preliminary_notice',
  });
  if (kind === 'record') return <RecordSheet id={id} />;
  if (kind === 'preliminary_notice') return <PostingSheet id={id} />;
  if (!paper.data) {
    return (
      <Page title={t(`cases.document.${kind}`)} loading={paper.isPending}>
        <ProblemAlert error={paper.error} onRetry={() => void paper.refetch()} />
      </Page>
    );
  }
  return (
    <PrintSheet
      roll={kind === 'receipt'}
      note={i18n.language === 'en' ? t('cases.letter_is_chinese') : undefined}
      onBack={() => navigate(`/cases/${id}`)}
    >
      <LetterSheet paper={paper.data} />
    </PrintSheet>
  );
}
