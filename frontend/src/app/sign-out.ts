import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession, useUser } from '../api/session';
import { forgetFiles, keptFiles } from '../lib/outbox';

/** Leaving by one's own hand: no bills stay behind on a shared computer, and nobody loses them unasked. */
export function useSignOut(): () => Promise<void> {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { id } = useUser();
  const { signOut } = useSession();
  const leave = async () => {
    await forgetFiles(id);
    await signOut();
  };
  return async () => {
    const files = await keptFiles(id);
    if (files.length === 0) return leave();
    modal.confirm({
      title: t('app.unsent', { count: files.length }),
      content: t('app.unsent_detail'),
      okText: t('app.unsent_leave'),
      okButtonProps: { danger: true },
      cancelText: t('app.unsent_stay'),
      onOk: leave,
    });
  };
}
