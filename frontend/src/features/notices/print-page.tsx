import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Page } from '../../ui/page';
import { PrintSheet } from '../../ui/print-sheet';
import { PublicNoticeSheet } from '../../ui/public-notice-sheet';
import { previewQuery } from './queries';
import '../../i18n/cases';
import './texts';

/** The list for the village's board of wood: the same two columns as on the portal. */
export function Component() {
  const { id = '' } = useParams();
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const query = useQuery(previewQuery(id));
  if (!query.data) {
    return (
      <Page
        title={t('notices.print')}
        loading={query.isPending}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  return (
    <PrintSheet
      note={i18n.language === 'en' ? t('cases.letter_is_chinese') : undefined}
      onBack={() => navigate(`/notices/${id}`)}
    >
      <PublicNoticeSheet notice={query.data} language="zh-CN" />
    </PrintSheet>
  );
}
