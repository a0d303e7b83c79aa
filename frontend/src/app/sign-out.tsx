import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession, useUser } from '../api/session';
import { countDrafts, forgetDrafts } from '../lib/drafts';
import { forgetFiles, keptFiles } from '../lib/outbox';

/**
 * Leaving by one's own hand: nothing stays behind on a shared computer that its owner does not want to stay, and
 * nobody loses anything unasked. Forms may wait for their owner, without numbers of persons; bills may not.
 */
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
    const files = (await keptFiles(id)).length;
    const drafts = countDrafts(id);
    if (files + drafts === 0) return leave();
    const question = modal.confirm({
      width: 520,
      title: [
        files > 0 && t('app.unsent', { count: files }),
        drafts > 0 && t('app.unsaved', { count: drafts }),
      ]
        .filter(Boolean)
        .join(t('ui.list_comma')),
      content: t(drafts > 0 ? 'app.unsaved_detail' : 'app.unsent_detail'),
      okText: t('app.unsent_leave'),
      okButtonProps: { danger: true },
      cancelText: t('app.unsent_stay'),
      onOk: async () => {
        // First out, then away: a form that closes keeps what is typed.
        await leave();
        forgetDrafts(id);
      },
      footer: (_, { OkBtn, CancelBtn }) => (
        <>
          <CancelBtn />
          {drafts > 0 && (
            <Button
              onClick={() => {
                question.destroy();
                void leave();
              }}
            >
              {t('app.unsaved_keep')}
            </Button>
          )}
          <OkBtn />
        </>
      ),
    });
  };
}
