import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { Alert, Checkbox, Form, Input, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { today } from '../../lib/dates';
import { shiftDay } from '../../lib/periods';
import { randomId } from '../../lib/random';
import { formErrors } from '../../ui/form-errors';
import { ProblemAlert } from '../../ui/problem-alert';
import { PublicNoticeSheet } from '../../ui/public-notice-sheet';
import { SinceList } from '../../ui/since-list';
import { type Notice, type NoticeResult, previewQuery, signNotices, submitNotices } from './queries';
import './notices.css';

export type BatchAct = 'submit' | 'sign';

interface Props {
  notices: Notice[];
  act: BatchAct;
  onClose: () => void;
  onDone: (results: NoticeResult[]) => void;
}

interface Values {
  end_on?: string;
  seen?: boolean;
}

/** All villages under one another as the citizen will read them, then one answer to all. */
export function BatchDialog({ notices, act, onClose, onDone }: Props) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [form] = Form.useForm<Values>();
  // The same words sent again are the same act; changed words are another one.
  const [key, setKey] = useState(randomId);
  const previews = useQueries({ queries: notices.map((notice) => previewQuery(notice.id)) });
  const whole = previews.every((preview) => preview.data);
  const failed = previews.find((preview) => preview.error)?.error;
  const sending = useMutation({
    mutationFn: (values: Values) =>
      act === 'submit' ? submitNotices(notices, values.end_on ?? '', key) : signNotices(notices, key),
    onSuccess: (results) => {
      for (const part of ['notices', 'notice', 'workbench'])
        void queries.invalidateQueries({ queryKey: [part] });
      onDone(results);
    },
    onError: (problem) => form.setFields(formErrors(problem) as never),
  });
  const first = notices[0];
  return (
    <Modal
      open
      width={860}
      title={t(`notices.batch_title.${act}`, { count: notices.length })}
      okText={t(`notices.batch.${act}`, { count: notices.length })}
      okButtonProps={{ disabled: !whole }}
      cancelText={t('ui.cancel')}
      confirmLoading={sending.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <ProblemAlert error={sending.error ?? failed} hideFieldErrors />
      <p>{t(`notices.act_detail.${act}`)}</p>
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
              {act === 'sign' && (
                <p>
                  {t('notices.shown_until', {
                    day: notice.end_on ?? '—',
                    days: notice.term_days,
                  })}
                </p>
              )}
            </div>
          );
        })}
      </section>
      <Form<Values>
        form={form}
        name="notices"
        layout="vertical"
        initialValues={{ end_on: first?.usual_end_on }}
        onValuesChange={() => setKey(randomId())}
        onFinish={(values) => !sending.isPending && sending.mutate(values)}
      >
        {act === 'submit' && first && (
          <Form.Item
            name="end_on"
            label={t('notices.end_on')}
            extra={t('notices.term', { days: first.term_days })}
            rules={[{ required: true }]}
          >
            <Input type="date" min={shiftDay(today(), 1)} />
          </Form.Item>
        )}
        {act === 'sign' && (
          <Form.Item
            name="seen"
            valuePropName="checked"
            rules={[
              {
                validator: (_, value) =>
                  value ? Promise.resolve() : Promise.reject(new Error(t('notices.seen_needed'))),
              },
            ]}
          >
            <Checkbox>{t('notices.seen')}</Checkbox>
          </Form.Item>
        )}
      </Form>
    </Modal>
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
