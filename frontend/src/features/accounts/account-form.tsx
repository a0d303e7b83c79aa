import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../../api/session';
import type { User } from '../../api/types';
import { draftKey } from '../../lib/drafts';
import { randomId } from '../../lib/random';
import { upTo } from '../../lib/up-to';
import { useFormDraft } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { ProblemAlert } from '../../ui/problem-alert';
import { TheirChanges } from '../../ui/their-changes';
import { useRebased } from '../../ui/use-rebased';
import { DivisionField } from './division-field';
import { createAccount, levelOf, ROLES, type Role, updateAccount, useAccountWrite } from './queries';

interface Values {
  username: string;
  name: string;
  role: Role;
  division: string;
  phone?: string;
  password: string;
}

const SHORTEST_PASSWORD = 10;

const valuesOf = (account: User) => ({
  name: account.name,
  role: account.role,
  division: account.division.code,
  phone: account.phone ?? undefined,
});

/** A new account, or the changes to one: the user name stays what it was. */
export function AccountForm({ account, onClose }: { account: User | null; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useUser();
  const [form] = Form.useForm<Values>();
  const draft = useFormDraft(draftKey(me.id, `account.${account?.id ?? 'new'}`), form, {
    version: account?.version,
    secrets: true,
  });
  const role = Form.useWatch('role', form) ?? account?.role ?? 'clerk';
  const [key, setKey] = useState(randomId);
  const write = useAccountWrite((values: Values) => {
    const { name, role: chosen, division } = values;
    const phone = values.phone?.trim() || null;
    if (account) return updateAccount({ account, body: { name, role: chosen, division, phone } });
    const { username, password } = values;
    return createAccount({ key, body: { username, password, name, role: chosen, division, phone } });
  });
  const theirs = useRebased({
    now: account ? valuesOf(account) : undefined,
    typed: () => form.getFieldsValue(true) as ReturnType<typeof valuesOf>,
    keep: (merged) => form.setFieldsValue(merged as never),
    label: (name) => t(`accounts.${name}`),
    value: (name, value) =>
      name === 'role'
        ? t(`app.role.${value}`)
        : name === 'division'
          ? (account?.division.full_name ?? '')
          : String(value ?? t('ui.none')),
  });
  const required = [{ required: true, message: t('ui.required') }];
  return (
    <Modal
      open
      title={account ? t('accounts.edit_title', { name: account.name }) : t('accounts.create')}
      okText={t('ui.save')}
      cancelText={t('ui.cancel')}
      confirmLoading={write.isPending}
      onOk={() => form.submit()}
      onCancel={draft.leave(onClose)}
    >
      <ProblemAlert error={write.error} hideFieldErrors />
      <TheirChanges of={theirs} />
      {draft.note}
      <Form<Values>
        form={form}
        name="account"
        layout="vertical"
        initialValues={{ ...(account ? valuesOf(account) : { role: 'clerk' as const }), ...draft.begun }}
        onValuesChange={(changed, all) => {
          setKey(randomId());
          draft.keep(changed, all);
        }}
        onFinish={(values) =>
          write.mutate(values, {
            onSuccess: () => {
              draft.drop();
              onClose();
            },
            onError: (error) => form.setFields(formErrors(error) as never),
          })
        }
      >
        {!account && (
          <Form.Item name="username" label={t('accounts.username')} rules={required}>
            <Input autoComplete="off" {...upTo(40)} />
          </Form.Item>
        )}
        <Form.Item name="name" label={t('accounts.name')} rules={required}>
          <Input {...upTo(50)} />
        </Form.Item>
        <Form.Item name="role" label={t('accounts.role')} rules={required}>
          <Select options={ROLES.map((value) => ({ value, label: t(`app.role.${value}`) }))} />
        </Form.Item>
        <Form.Item name="division" label={t('accounts.division')} rules={required}>
          <DivisionField county={me.county} level={levelOf(role)} />
        </Form.Item>
        <Form.Item name="phone" label={t('accounts.phone')} extra={t('accounts.phone_public')}>
          <Input inputMode="tel" {...upTo(20)} />
        </Form.Item>
        {!account && (
          <Form.Item
            name="password"
            label={t('accounts.first_password')}
            extra={t('accounts.first_password_hint')}
            rules={[
              {
                required: true,
                min: SHORTEST_PASSWORD,
                message: t('accounts.password_short', { count: SHORTEST_PASSWORD }),
              },
            ]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
