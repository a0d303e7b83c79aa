import { Alert, App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../api/client';
import { useSession, useUser } from '../../api/session';
import { formErrors } from '../../ui/form-errors';
import { Page } from '../../ui/page';
import { ProblemAlert } from '../../ui/problem-alert';

const SHORTEST = 10;

interface Values {
  current_password: string;
  new_password: string;
  again: string;
}

export function Component() {
  const { t } = useTranslation();
  const user = useUser();
  const { replaceUser } = useSession();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const submit = async ({ current_password, new_password }: Values) => {
    setBusy(true);
    setError(null);
    try {
      replaceUser(await api.post('/accounts/me/passwords', { body: { current_password, new_password } }));
      message.success(t('session.password_changed'));
      navigate('/', { replace: true });
    } catch (problem) {
      setError(problem);
      form.setFields(formErrors(problem) as never);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Page title={t('session.change_password')}>
      {user.must_change_password && (
        <Alert className="problem" type="warning" showIcon title={t('session.must_change')} />
      )}
      <ProblemAlert error={error} />
      <Form
        form={form}
        name="password"
        layout="vertical"
        onFinish={submit}
        disabled={busy}
        style={{ maxWidth: 480 }}
      >
        <Form.Item
          name="current_password"
          label={t('session.current_password')}
          rules={[{ required: true, message: t('ui.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="new_password"
          label={t('session.new_password')}
          extra={t('session.password_rule', { count: SHORTEST })}
          rules={[
            { required: true, min: SHORTEST, message: t('session.password_rule', { count: SHORTEST }) },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('session.password_again')}
          dependencies={['new_password']}
          rules={[
            { required: true, message: t('ui.required') },
            ({ getFieldValue }) => ({
              validator: (_rule, value) =>
                !value || value === getFieldValue('new_password')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('session.password_differs'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('ui.save')}
        </Button>
      </Form>
    </Page>
  );
}
