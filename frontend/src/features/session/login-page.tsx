import { Alert, Button, Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { useSession } from '../../api/session';
import { anyDraft } from '../../lib/drafts';
import { safeNext } from '../../lib/paths';
import { ProblemAlert } from '../../ui/problem-alert';
import { LoginFrame } from './login-frame';

export function Component() {
  const { t } = useTranslation();
  const { user, signIn } = useSession();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const next = safeNext(search.get('next'));
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = `${t('session.sign_in')} · ${t('ui.product')}`;
  }, [t]);

  if (user) return <Navigate to={user.must_change_password ? '/password' : next} replace />;

  const submit = async (values: { username: string; password: string }) => {
    setBusy(true);
    setError(null);
    try {
      const signed = await signIn(values.username.trim(), values.password);
      navigate(signed.must_change_password ? '/password' : next, { replace: true });
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };

  return (
    <LoginFrame>
      <h1>{t('ui.product')}</h1>
      <p className="muted">{t('session.subtitle')}</p>
      {search.get('next') && !error && (
        <Alert
          className="problem"
          type="info"
          showIcon
          title={t(anyDraft() ? 'session.ended_keep_draft' : 'session.ended')}
        />
      )}
      <ProblemAlert error={error} />
      <Form name="login" layout="vertical" onFinish={submit} requiredMark={false} disabled={busy}>
        <Form.Item
          name="username"
          label={t('session.username')}
          rules={[{ required: true, whitespace: true, message: t('ui.required') }]}
        >
          <Input autoComplete="username" autoFocus />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('session.password')}
          rules={[{ required: true, message: t('ui.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('session.sign_in')}
        </Button>
      </Form>
    </LoginFrame>
  );
}
