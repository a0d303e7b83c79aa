import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '../../../api/client';
import { rowsOf } from '../../../api/cursor';
import { useUser } from '../../../api/session';
import { useText } from '../../../i18n';
import { today } from '../../../lib/dates';
import { draftKey } from '../../../lib/drafts';
import { shiftDay } from '../../../lib/periods';
import { randomId } from '../../../lib/random';
import { useFormDraft } from '../../../ui/form-draft';
import { Page } from '../../../ui/page';
import { ProblemAlert } from '../../../ui/problem-alert';
import { policiesQuery } from '../queries';
import { blank, newVersion } from './edit';
import { createDraft } from './queries';
import '../texts';

interface Values {
  from?: string;
  valid_from: string;
  code?: string;
  title?: string;
  title_en?: string;
  scheme?: string;
  jurisdiction?: string;
}

/** A new version begins as a copy of the newest; a new policy as the smallest document there is. */
export function Component() {
  const { t } = useTranslation();
  const textOf = useText();
  const navigate = useNavigate();
  const user = useUser();
  const [search] = useSearchParams();
  const [form] = Form.useForm<Values>();
  const asked = search.get('from') ?? undefined;
  const draft = useFormDraft(draftKey(user.id, 'policy.new'), form, {
    fits: (values) => !asked || values.from === asked,
  });
  const from = Form.useWatch('from', form) ?? asked;
  const [key, setKey] = useState(randomId);
  const list = useInfiniteQuery(policiesQuery());
  const policies = rowsOf(list.data);
  const newest = [...policies]
    .sort((a, b) => b.version - a.version)
    .filter((one, place, all) => all.findIndex((other) => other.code === one.code) === place);
  const schemes = [...new Set(policies.map((policy) => policy.scheme))];
  const begin = useMutation({
    mutationFn: async (values: Values) => {
      const source = newest.find((one) => one.code === values.from);
      if (source) {
        const detail = await api.get('/policies/{code}', {
          path: { code: source.code },
          query: { on: source.valid_from },
        });
        return createDraft(newVersion(detail.document, values.valid_from), key);
      }
      const words = (name: string) => ({ zh: t(`policy_drafts.${name}`, { lng: 'zh-CN' }), en: name });
      return createDraft(
        blank(
          {
            code: values.code?.trim() ?? '',
            title: { zh: values.title?.trim() ?? '', en: values.title_en?.trim() ?? '' },
            scheme: values.scheme ?? '',
            jurisdiction: values.jurisdiction?.trim() ?? '',
            valid_from: values.valid_from,
          },
          { standard: words('standard'), aid: words('aid'), none: words('decided') },
        ),
        key,
      );
    },
    onSuccess: (made) => {
      draft.drop();
      navigate(`/policy-drafts/${made.id}`);
    },
  });
  // A county sets rules for itself and what lies beneath it; the server refuses the rest when it is submitted.
  const source = newest.find((one) => one.code === from);
  const foreign = source && !source.jurisdiction.startsWith(user.county);
  const required = [{ required: true, message: t('ui.required') }];
  return (
    <Page
      title={from ? t('policy_drafts.new_version') : t('policy_drafts.new_policy')}
      loading={list.isPending}
      error={list.error}
      onRetry={() => list.refetch()}
    >
      <p>{t(from ? 'policy_drafts.new_version_detail' : 'policy_drafts.new_policy_detail')}</p>
      {foreign && <Alert type="warning" showIcon className="below" title={t('policy_drafts.foreign')} />}
      <ProblemAlert error={begin.error} />
      {draft.note}
      <Form<Values>
        form={form}
        name="policy"
        layout="vertical"
        style={{ maxWidth: 480 }}
        initialValues={{
          from: asked,
          valid_from: shiftDay(today(), 1),
          jurisdiction: user.county.padEnd(12, '0'),
          ...draft.begun,
        }}
        onFinish={(values) => begin.mutate(values)}
        onValuesChange={(changed, all) => {
          setKey(randomId());
          draft.keep(changed, all);
        }}
      >
        <Form.Item name="from" label={t('policy_drafts.from')} extra={t('policy_drafts.from_detail')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={newest.map((one) => ({ value: one.code, label: textOf(one.title) }))}
          />
        </Form.Item>
        <Form.Item name="valid_from" label={t('policies.valid_from')} rules={required}>
          <Input type="date" />
        </Form.Item>
        {!from && (
          <>
            <Form.Item
              name="code"
              label={t('policies.code')}
              extra={t('policy_drafts.code_detail')}
              rules={[...required, { pattern: /^[a-z][a-z0-9-]*$/, message: t('policy_drafts.code_detail') }]}
            >
              <Input autoComplete="off" />
            </Form.Item>
            <Form.Item name="title" label={t('policy_drafts.title_zh')} rules={required}>
              <Input autoComplete="off" />
            </Form.Item>
            <Form.Item name="title_en" label={t('policy_drafts.title_en')} rules={required}>
              <Input autoComplete="off" />
            </Form.Item>
            <Form.Item name="scheme" label={t('policies.scheme')} rules={required}>
              <Select
                options={schemes.map((code) => ({
                  value: code,
                  label: t(`ui.scheme_of.${code}`, { defaultValue: code }),
                }))}
              />
            </Form.Item>
            <Form.Item
              name="jurisdiction"
              label={t('policy_drafts.jurisdiction_code')}
              rules={[...required, { pattern: /^\d{12}$/, message: t('policy_drafts.twelve_digits') }]}
            >
              <Input autoComplete="off" inputMode="numeric" />
            </Form.Item>
          </>
        )}
        <Button type="primary" htmlType="submit" loading={begin.isPending}>
          {t('policy_drafts.begin')}
        </Button>
      </Form>
    </Page>
  );
}
