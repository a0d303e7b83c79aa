import { Modal } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshSession } from '../api/client';
import { useSession } from '../api/session';
import { useSignOut } from './sign-out';

const WARN_AFTER = 25 * 60_000;
const END_AFTER = 30 * 60_000;
const TICK = 5_000;

/** Warns five minutes before an unattended session ends. Forms keep their own drafts all the while. */
export function IdleGuard() {
  const { t } = useTranslation();
  const { user, signOut } = useSession();
  const leave = useSignOut();
  const last = useRef(Date.now());
  const [left, setLeft] = useState<number | null>(null);

  useEffect(() => {
    if (!user) return;
    last.current = Date.now();
    const moved = () => {
      if (Date.now() - last.current < WARN_AFTER) last.current = Date.now();
    };
    const events = ['keydown', 'pointerdown', 'wheel'] as const;
    for (const name of events) window.addEventListener(name, moved, { passive: true });
    const timer = window.setInterval(() => {
      const idle = Date.now() - last.current;
      if (idle >= END_AFTER) void signOut();
      setLeft(idle >= WARN_AFTER ? Math.max(0, Math.ceil((END_AFTER - idle) / 60_000)) : null);
    }, TICK);
    return () => {
      for (const name of events) window.removeEventListener(name, moved);
      window.clearInterval(timer);
    };
  }, [user, signOut]);

  const stay = useCallback(() => {
    last.current = Date.now();
    setLeft(null);
    refreshSession().catch(() => undefined);
  }, []);

  return (
    <Modal
      open={left !== null && Boolean(user)}
      title={t('app.idle_title')}
      okText={t('app.idle_stay')}
      cancelText={t('app.sign_out')}
      onOk={stay}
      onCancel={() => void leave()}
      closable={false}
      mask={{ closable: false }}
    >
      <p role="alert">{t('app.idle_detail', { minutes: left ?? 0 })}</p>
    </Modal>
  );
}
