import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { serviceItemsQuery } from '../../api/resources/reference';
import { useTownships } from '../../api/resources/townships';
import { useText } from '../../i18n';
import { today } from '../../lib/dates';
import { recentQuarters } from '../../lib/periods';
import { randomId } from '../../lib/random';
import { DataTable } from '../../ui/data-table';
import { formErrors } from '../../ui/form-errors';
import { Money } from '../../ui/money';
import { Page } from '../../ui/page';
import { ProblemAlert } from '../../ui/problem-alert';
import { kindOf } from './kind';
import { draftNotices, type Notice } from './queries';
import './texts';

interface Values {
  quarter: string;
  item_code: string;
  township?: string;
}

/** Who is on no notice of the quarter yet goes into the draft of the village, or into a supplement of what has gone out. */
export function Component() {
  const { t } = useTranslation();
  const textOf = useText();
  const [form] = Form.useForm<Values>();
  const queries = useQueryClient();
  const items = useQuery(serviceItemsQuery());
  const townships = useTownships();
  const [key, setKey] = useState(randomId);
  // The quarter that is over is the one to publish; the running one can be drafted too.
  const quarters = recentQuarters(today(), 8);
  const drafting = useMutation({
    mutationFn: (values: Values) => draftNotices(values, key),
    onSuccess: () => {
      setKey(randomId());
      return queries.invalidateQueries({ queryKey: ['notices'] });
    },
    onError: (error) => form.setFields(formErrors(error) as never),
  });
  useEffect(() => {
    const first = items.data?.items[0];
    if (first && !form.getFieldValue('item_code')) form.setFieldValue('item_code', first.code);
  }, [items.data, form]);
  const drafted = drafting.data;
  return (
    <Page title={t('notices.draft_title')} error={items.error}>
      <p>{t('notices.draft_detail')}</p>
      <ProblemAlert error={drafting.error} hideFieldErrors />
      <Form<Values>
        form={form}
        name="drafting"
        layout="vertical"
        style={{ maxWidth: 420 }}
        initialValues={{ quarter: quarters[1] }}
        onFinish={(values) => drafting.mutate(values)}
        onValuesChange={() => setKey(randomId())}
      >
        <Form.Item name="quarter" label={t('notices.quarter')} rules={[{ required: true }]}>
          <Select options={quarters.map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item name="item_code" label={t('notices.item')} rules={[{ required: true }]}>
          <Select
            options={(items.data?.items ?? []).map((item) => ({
              value: item.code,
              label: textOf(item.title),
            }))}
          />
        </Form.Item>
        {townships.length > 0 && (
          <Form.Item name="township" label={t('notices.township')}>
            <Select allowClear placeholder={t('notices.all_townships')} options={townships} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={drafting.isPending}>
          {t('notices.draft')}
        </Button>
      </Form>
      {drafted && (
        <div role="status" style={{ marginTop: 16 }}>
          <Alert
            showIcon
            type="success"
            title={t('notices.drafted', {
              count: drafted.items.length,
              supplements: drafted.items.filter((notice) => notice.part > 1).length,
            })}
            description={
              drafted.minors + drafted.withheld > 0 &&
              t('notices.left_out', { minors: drafted.minors, withheld: drafted.withheld })
            }
          />
          <DataTable<Notice>
            label={t('notices.draft_title')}
            rowKey="id"
            dataSource={drafted.items}
            columns={[
              {
                title: t('notices.village'),
                render: (_, notice) => (
                  <Link to={`/notices/${notice.id}`}>
                    {notice.township.name} {notice.division.name}
                  </Link>
                ),
              },
              { title: t('notices.kind'), render: (_, notice) => kindOf(t, notice.part) },
              { title: t('notices.entries'), dataIndex: 'entry_count', align: 'right' },
              {
                title: t('notices.total'),
                align: 'right',
                render: (_, notice) => <Money fen={notice.total_fen} />,
              },
            ]}
          />
        </div>
      )}
    </Page>
  );
}
