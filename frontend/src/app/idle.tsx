import { Modal } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshSession } from '../api/client';
import { useSession } from '../api/session';
import { accessIsStale } from '../api/tokens';
import { lastActivity, markActivity } from '../lib/activity';
import { countDrafts } from '../lib/drafts';
import { useSignOut } from './sign-out';

const WARN_AFTER = 25 * 60_000;
const END_AFTER = 30 * 60_000;
const BUSY_WITHIN = 60_000;
const TICK = 5_000;

/** Warns five minutes before a session ends that is unattended in all tabs. Forms keep their own drafts all the while. */
export function IdleGuard() {
  const { t } = useTranslation();
  const { user, signOut } = useSession();
  const leave = useSignOut();
  const [left, setLeft] = useState<number | null>(null);

  useEffect(() => {
    if (!user) return;
    markActivity();
    const moved = () => {
      if (Date.now() - lastActivity() < WARN_AFTER) markActivity();
    };
    const events = ['keydown', 'pointerdown', 'wheel'] as const;
    for (const name of events) window.addEventListener(name, moved, { passive: true });
    const timer = window.setInterval(() => {
      const idle = Date.now() - lastActivity();
      if (idle >= END_AFTER) void signOut();
      // Whoever writes a long opinion asks the server for nothing meanwhile, and is there all the same.
      else if (idle < BUSY_WITHIN && accessIsStale()) refreshSession().catch(() => undefined);
      setLeft(idle >= WARN_AFTER ? Math.max(0, Math.ceil((END_AFTER - idle) / 60_000)) : null);
    }, TICK);
    return () => {
      for (const name of events) window.removeEventListener(name, moved);
      window.clearInterval(timer);
    };
  }, [user, signOut]);

  const stay = useCallback(() => {
    markActivity();
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
      <p role="alert">
        {t('app.idle_detail', { minutes: left ?? 0 })}{' '}
        {user && countDrafts(user.id) > 0 && t('app.idle_drafts')}
      </p>
    </Modal>
  );
}
