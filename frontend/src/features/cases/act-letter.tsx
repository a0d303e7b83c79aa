import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { Case, Schemas } from '../../api/types';
import { LetterSheet } from '../../ui/letter-sheet';
import { ProblemAlert } from '../../ui/problem-alert';

export type LetterOf = Omit<Schemas['NewDocumentPreview'], 'act'> & { act: Schemas['LetterAct'] };

/** The very letter that will be handed out, before it is. */
export function ActLetter({ case: found, of }: { case: Case; of: LetterOf }) {
  const { t } = useTranslation();
  const paper = useQuery({
    queryKey: ['letter', found.id, found.version, of],
    queryFn: ({ signal }) =>
      api.post('/cases/{id}/document-previews', { path: { id: found.id }, body: of, signal }),
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <section aria-label={t('cases.letter')} aria-live="polite">
      <p className="muted">{t('cases.letter_detail')}</p>
      <ProblemAlert error={paper.error} onRetry={() => void paper.refetch()} />
      {paper.isPending && <Skeleton active />}
      {paper.data && (
        <div className="sheet letter-preview">
          <LetterSheet paper={{ ...paper.data, request_id: '' }} />
        </div>
      )}
    </section>
  );
}
