import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { serviceItemsQuery } from '../../api/resources/reference';
import { useCan, useUser } from '../../api/session';
import type { Schemas } from '../../api/types';
import { useText } from '../../i18n';
import { today } from '../../lib/dates';
import { draftKey } from '../../lib/drafts';
import { randomId } from '../../lib/random';
import { DataTable } from '../../ui/data-table';
import { useFormDraft } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { Page } from '../../ui/page';
import { ProblemAlert } from '../../ui/problem-alert';
import './texts';

type Delegation = Schemas['Delegation'];

interface Values {
  item_code?: string;
  law?: string;
  article?: string;
  valid_from?: string;
  valid_to?: string;
}

/** Where the townships decide themselves, by which ruling of the province, from when to when. */
export function Component() {
  const { t } = useTranslation();
  const text = useText();
  const mayWrite = useCan()('delegation.write');
  const items = useQuery(serviceItemsQuery());
  const [open, setOpen] = useState<Delegation | 'new' | null>(null);
  const list = useQuery({
    queryKey: ['delegations'],
    queryFn: ({ signal }) => api.get('/delegations', { signal }),
  });
  const called = (code: string) => {
    const item = items.data?.items.find((each) => each.code === code);
    return item ? text(item.title) : code;
  };
  return (
    <Page
      title={t('delegations.title')}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        mayWrite && (
          <Button type="primary" onClick={() => setOpen('new')}>
            {t('delegations.create')}
          </Button>
        )
      }
    >
      <p>{t('delegations.detail')}</p>
      {list.data?.items.length === 0 && <p>{t('delegations.none')}</p>}
      <DataTable<Delegation>
        label={t('delegations.title')}
        rowKey="id"
        loading={list.isPending}
        dataSource={list.data?.items ?? []}
        columns={[
          { title: t('delegations.item'), render: (_, row) => called(row.item_code) },
          { title: t('delegations.basis'), render: (_, row) => text(row.cited?.text) || row.basis.law },
          { title: t('delegations.from'), dataIndex: 'valid_from' },
          { title: t('delegations.to'), render: (_, row) => row.valid_to ?? t('delegations.open') },
          {
            title: '',
            render: (_, row) =>
              mayWrite &&
              !(row.valid_to && row.valid_to < today()) && (
                <Button size="small" onClick={() => setOpen(row)}>
                  {t('delegations.end')}
                </Button>
              ),
          },
        ]}
      />
      {open && <Dialog of={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function Dialog({ of, onClose }: { of: Delegation | 'new'; onClose: () => void }) {
  const { t } = useTranslation();
  const text = useText();
  const queries = useQueryClient();
  const items = useQuery(serviceItemsQuery());
  const [form] = Form.useForm<Values>();
  const draft = useFormDraft(draftKey(useUser().id, `delegation.${of === 'new' ? of : of.id}`), form, {
    version: of === 'new' ? undefined : of.version,
  });
  const [key, setKey] = useState(randomId);
  const save = useMutation({
    mutationFn: (values: Values) =>
      of === 'new'
        ? api.post('/delegations', {
            key,
            body: {
              item_code: values.item_code ?? '',
              basis: { law: values.law?.trim() ?? '', article: values.article?.trim() || null },
              valid_from: values.valid_from ?? '',
              valid_to: values.valid_to || null,
            },
          })
        : api.post('/delegations/{id}/ends', {
            path: { id: of.id },
            version: of.version,
            key,
            body: { valid_to: values.valid_to ?? '' },
          }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['delegations'] });
      draft.drop();
      onClose();
    },
    onError: (error) => form.setFields(formErrors(error) as never),
  });
  const rules = [{ required: true, message: t('ui.required') }];
  const day = (name: keyof Values, label: string, needed: boolean) => (
    <Form.Item name={name} label={label} rules={needed ? rules : []}>
      <Input type="date" min={today()} style={{ width: 200 }} />
    </Form.Item>
  );
  return (
    <Modal
      open
      title={t(of === 'new' ? 'delegations.create' : 'delegations.end')}
      onCancel={draft.leave(onClose)}
      onOk={() => form.submit()}
      okText={t(of === 'new' ? 'delegations.create' : 'delegations.end')}
      cancelText={t('ui.cancel')}
      confirmLoading={save.isPending}
      mask={{ closable: false }}
    >
      <ProblemAlert error={save.error} />
      {draft.note}
      <Form<Values>
        form={form}
        name="delegation"
        layout="vertical"
        initialValues={draft.begun}
        onValuesChange={(changed, all) => {
          setKey(randomId());
          draft.keep(changed, all);
        }}
        onFinish={(values) => save.mutate(values)}
      >
        {of === 'new' ? (
          <>
            <Form.Item name="item_code" label={t('delegations.item')} rules={rules}>
              <Select
                options={(items.data?.items ?? []).map((item) => ({
                  value: item.code,
                  label: text(item.title),
                }))}
              />
            </Form.Item>
            <Form.Item
              name="law"
              label={t('delegations.law')}
              extra={t('delegations.law_hint')}
              rules={rules}
            >
              <Input autoComplete="off" />
            </Form.Item>
            <Form.Item name="article" label={t('delegations.article')}>
              <Input autoComplete="off" />
            </Form.Item>
            {day('valid_from', t('delegations.from'), true)}
            {day('valid_to', t('delegations.to'), false)}
          </>
        ) : (
          <>
            <p>{t('delegations.ended')}</p>
            {day('valid_to', t('delegations.to'), true)}
          </>
        )}
      </Form>
    </Modal>
  );
}
