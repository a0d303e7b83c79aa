import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../api/types';
import { randomId } from '../../lib/random';
import { formErrors } from '../../ui/form-errors';
import { ProblemAlert } from '../../ui/problem-alert';
import { resetPassword, useAccountWrite } from './queries';

export function PasswordForm({ account, onClose }: { account: User; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ password: string }>();
  const [key, setKey] = useState(randomId);
  const write = useAccountWrite((values: { password: string }) => resetPassword({ account, key, ...values }));
  return (
    <Modal
      open
      title={t('accounts.reset_title', { name: account.name })}
      okText={t('accounts.reset')}
      cancelText={t('ui.cancel')}
      confirmLoading={write.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <ProblemAlert error={write.error} hideFieldErrors />
      <p>{t('accounts.reset_effect', { name: account.name })}</p>
      <Form
        form={form}
        name="reset"
        layout="vertical"
        onValuesChange={() => setKey(randomId())}
        onFinish={(values) =>
          write.mutate(values, {
            onSuccess: onClose,
            onError: (error) => form.setFields(formErrors(error) as never),
          })
        }
      >
        <Form.Item
          name="password"
          label={t('accounts.first_password')}
          extra={t('accounts.first_password_hint')}
          rules={[{ required: true, min: 10, message: t('accounts.password_short', { count: 10 }) }]}
        >
          <Input.Password autoFocus autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
