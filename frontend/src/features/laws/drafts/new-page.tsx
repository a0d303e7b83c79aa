import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useUser } from '../../../api/session';
import { useText } from '../../../i18n';
import { today } from '../../../lib/dates';
import { draftKey } from '../../../lib/drafts';
import { randomId } from '../../../lib/random';
import { useFormDraft } from '../../../ui/form-draft';
import { Page } from '../../../ui/page';
import { ProblemAlert } from '../../../ui/problem-alert';
import { KINDS, type LawKind, lawQuery } from '../queries';
import { blank, nextVersion } from './edit';
import { createDraft } from './queries';
import '../texts';

interface Values {
  code: string;
  title: string;
  title_en: string;
  kind: LawKind;
}

/** A change begins as the next version of the entry; a new law as the smallest entry there is. */
export function Component() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const from = search.get('from');
  return from ? <Change code={from} /> : <NewLaw title={t('laws.new_law')} />;
}

function useBegin(done?: () => void) {
  const navigate = useNavigate();
  const [key, setKey] = useState(randomId);
  const begin = useMutation({
    mutationFn: (document: Parameters<typeof createDraft>[0]) => createDraft(document, key),
    onSuccess: (made) => {
      done?.();
      navigate(`/law-drafts/${made.id}`, { replace: true });
    },
  });
  return { begin, renew: () => setKey(randomId()) };
}

function Change({ code }: { code: string }) {
  const { t } = useTranslation();
  const textOf = useText();
  const query = useQuery(lawQuery(code));
  const { begin } = useBegin();
  const law = query.data;
  return (
    <Page
      title={law ? t('laws.change_title', { title: textOf(law.short) }) : t('laws.change')}
      loading={query.isPending}
      error={query.error}
      onRetry={() => query.refetch()}
    >
      <p>{t('laws.change_detail')}</p>
      <ProblemAlert error={begin.error} />
      {law && (
        <Button
          type="primary"
          loading={begin.isPending}
          onClick={() => begin.mutate(nextVersion(law.document))}
        >
          {t('laws.begin')}
        </Button>
      )}
    </Page>
  );
}

function NewLaw({ title }: { title: string }) {
  const { t } = useTranslation();
  const user = useUser();
  const [form] = Form.useForm<Values>();
  const draft = useFormDraft(draftKey(user.id, 'law.new'), form);
  const { begin, renew } = useBegin(draft.drop);
  const required = [{ required: true, message: t('ui.required') }];
  return (
    <Page title={title}>
      <p>{t('laws.new_detail')}</p>
      <ProblemAlert error={begin.error} />
      {draft.note}
      <Form<Values>
        form={form}
        name="law"
        layout="vertical"
        style={{ maxWidth: 480 }}
        initialValues={{ kind: 'local', ...draft.begun }}
        onFinish={(values) =>
          begin.mutate(
            blank({
              code: values.code.trim(),
              title: { zh: values.title.trim(), en: values.title_en.trim() },
              kind: values.kind,
              jurisdiction: user.county.padEnd(12, '0'),
              from: today(),
            }),
          )
        }
        onValuesChange={(changed, all) => {
          renew();
          draft.keep(changed, all);
        }}
      >
        <Form.Item
          name="code"
          label={t('laws.code')}
          extra={t('laws.code_detail')}
          rules={[...required, { pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/, message: t('laws.code_detail') }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="title" label={t('laws.title_zh')} rules={required}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="title_en" label={t('laws.title_en')} rules={required}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="kind" label={t('laws.kind')} rules={required}>
          <Select options={KINDS.map((value) => ({ value, label: t(`laws.kinds.${value}`) }))} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={begin.isPending}>
          {t('laws.begin')}
        </Button>
      </Form>
    </Page>
  );
}
