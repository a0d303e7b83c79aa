import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Money } from '../../ui/money';
import { Page } from '../../ui/page';
import { ProblemAlert } from '../../ui/problem-alert';
import { PublicNoticeSheet } from '../../ui/public-notice-sheet';
import { StatusTag } from '../../ui/status-tag';
import { NoticeActs } from './acts';
import { kindOf } from './kind';
import { People } from './people';
import { type Notice, noticeQuery, previewQuery } from './queries';
import './texts';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const query = useQuery(noticeQuery(id));
  const notice = query.data;
  return (
    <Page
      title={
        notice
          ? t('notices.title_of', {
              village: notice.division.name,
              quarter: notice.quarter,
              kind: kindOf(t, notice.part),
            })
          : t('notices.title')
      }
      loading={query.isPending}
      error={query.error}
      onRetry={() => query.refetch()}
      extra={
        <Link to={`/notices/${id}/print`}>
          <Button>{t('notices.print')}</Button>
        </Link>
      }
    >
      {notice && <NoticeView notice={notice} />}
    </Page>
  );
}

function NoticeView({ notice }: { notice: Notice }) {
  const { t, i18n } = useTranslation();
  const preview = useQuery(previewQuery(notice.id));
  return (
    <>
      {notice.returned_reason && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title={t('notices.was_returned')}
          description={notice.returned_reason}
        />
      )}
      <div className="two-columns">
        <section aria-labelledby="citizen-view">
          <h2 id="citizen-view">{t('notices.citizen_view')}</h2>
          <ProblemAlert error={preview.error} onRetry={() => preview.refetch()} />
          {preview.data && (
            <PublicNoticeSheet notice={preview.data} language={i18n.language === 'en' ? 'en' : 'zh-CN'} />
          )}
        </section>
        <section aria-label={t('notices.state')}>
          <Descriptions
            column={1}
            bordered
            size="small"
            styles={{ label: { whiteSpace: 'nowrap' } }}
            items={[
              {
                key: 'state',
                label: t('notices.state'),
                children: <StatusTag code={notice.state} label={t(`notices.states.${notice.state}`)} />,
              },
              { key: 'place', label: t('notices.village'), children: notice.division.full_name },
              { key: 'entries', label: t('notices.entries'), children: notice.entry_count },
              { key: 'total', label: t('notices.total'), children: <Money fen={notice.total_fen} /> },
              { key: 'prepared', label: t('notices.prepared_by'), children: notice.prepared_by ?? '—' },
              { key: 'signed', label: t('notices.signed_by'), children: notice.signed_by ?? '—' },
              {
                key: 'period',
                label: t('notices.period'),
                children: notice.published_on
                  ? `${notice.published_on} – ${notice.end_on ?? ''}`
                  : (notice.end_on ?? '—'),
              },
              {
                key: 'hash',
                label: t('notices.fingerprint'),
                children: <code className="trace">{notice.content_sha256}</code>,
              },
            ]}
          />
          {/* Nothing may be submitted or signed unseen. */}
          {preview.data && <NoticeActs notice={notice} />}
          {notice.state === 'published' && (
            <p>
              <a href={`/public/notices/${notice.id}`} target="_blank" rel="noreferrer">
                {t('notices.open_public')}
              </a>
            </p>
          )}
        </section>
      </div>
      <People notice={notice} />
    </>
  );
}
