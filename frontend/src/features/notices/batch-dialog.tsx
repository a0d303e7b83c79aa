import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { randomId } from '../../lib/random';
import { formErrors } from '../../ui/form-errors';
import { PublicNoticeSheet } from '../../ui/public-notice-sheet';
import { SinceList } from '../../ui/since-list';
import { ActDialog, type ActValues, ShownUntil } from './act-dialog';
import { type Notice, type NoticeResult, previewQuery, signNotices, submitNotices } from './queries';
import './notices.css';

export type BatchAct = 'submit' | 'sign';

interface Props {
  notices: Notice[];
  act: BatchAct;
  onClose: () => void;
  onDone: (results: NoticeResult[]) => void;
}

/** All villages under one another as the citizen will read them, then one answer to all. */
export function BatchDialog({ notices, act, onClose, onDone }: Props) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [form] = Form.useForm<ActValues>();
  // The same words sent again are the same act; changed words are another one.
  const [key, setKey] = useState(randomId);
  const previews = useQueries({ queries: notices.map((notice) => previewQuery(notice.id)) });
  const failed = previews.find((preview) => preview.error)?.error;
  const sending = useMutation({
    mutationFn: (values: ActValues) =>
      act === 'submit' ? submitNotices(notices, values.end_on ?? '', key) : signNotices(notices, key),
    onSuccess: (results) => {
      for (const part of ['notices', 'notice', 'workbench'])
        void queries.invalidateQueries({ queryKey: [part] });
      onDone(results);
    },
    onError: (problem) => form.setFields(formErrors(problem) as never),
  });
  const [first] = notices;
  if (!first) return null;
  return (
    <ActDialog
      act={act}
      notice={first}
      form={form}
      name="notices"
      width={860}
      title={t(`notices.batch_title.${act}`, { count: notices.length })}
      okText={t(`notices.batch.${act}`, { count: notices.length })}
      error={sending.error ?? failed}
      busy={sending.isPending}
      barred={!previews.every((preview) => preview.data)}
      onTyped={() => setKey(randomId())}
      onSend={(values) => sending.mutate(values)}
      onClose={onClose}
    >
      <section className="notice-previews" aria-label={t('notices.citizen_view')}>
        {notices.map((notice, at) => {
          const sheet = previews[at]?.data;
          return (
            <div key={notice.id}>
              {sheet ? (
                <PublicNoticeSheet notice={sheet} language={i18n.language === 'en' ? 'en' : 'zh-CN'} />
              ) : (
                <Skeleton active />
              )}
              {act === 'sign' && <ShownUntil notice={notice} />}
            </div>
          );
        })}
      </section>
    </ActDialog>
  );
}

/** How each village came out. */
export function BatchResults({ results, notices }: { results: NoticeResult[]; notices: Notice[] }) {
  const { t } = useTranslation();
  if (results.length === 0) return null;
  const failed = results.filter((result) => result.status !== 201);
  const nameOf = (id: string) => notices.find((notice) => notice.id === id)?.division.name ?? '';
  return (
    <Alert
      className="problem"
      showIcon
      type={failed.length > 0 ? 'warning' : 'success'}
      title={t('notices.batch_done', { done: results.length - failed.length, all: results.length })}
      description={
        failed.length > 0 && (
          <ul>
            {failed.map((result) => (
              <li key={result.id}>
                {nameOf(result.id)} {result.message}
                <SinceList of={result.since} />
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
