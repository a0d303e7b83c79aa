import { Alert, App, Button, type FormInstance } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingTime } from '../lib/dates';
import { type Options, type UseDraft, useDraft } from '../lib/use-draft';

interface NoteProps<T> {
  draft: UseDraft<T>;
  /** The form asks for numbers of persons, which a draft never holds. */
  numbers?: boolean;
  /** The form asks for a password. */
  secrets?: boolean;
}

/** Another draft of the same form: which of the two is meant only the person knows. */
export function OtherDraft<T>({ draft }: { draft: UseDraft<T> }): ReactNode {
  const { t } = useTranslation();
  const { elsewhere, unsafe } = draft;
  return (
    <>
      {elsewhere && (
        <Alert
          className="problem"
          type="warning"
          showIcon
          title={t('ui.draft_elsewhere', { at: beijingTime(elsewhere.savedAt) })}
          description={
            <span className="page-extra">
              <Button onClick={draft.takeOther}>{t('ui.draft_take_other')}</Button>
              <Button onClick={draft.keepOwn}>{t('ui.draft_keep_own')}</Button>
            </span>
          }
        />
      )}
      {unsafe && <Alert className="problem" type="warning" showIcon title={t('ui.draft_unsafe')} />}
    </>
  );
}

/** What became of a draft: taken up again, of an older record, written in another tab, or not kept at all. */
export function DraftNote<T>({ draft, numbers, secrets }: NoteProps<T>): ReactNode {
  const { t } = useTranslation();
  const { begun, savedAt, outdated } = draft;
  return (
    <>
      {begun !== undefined && savedAt && (
        <Alert
          className="problem"
          type={outdated ? 'warning' : 'info'}
          showIcon
          title={t('ui.draft_restored', { at: beijingTime(savedAt) })}
          description={
            [
              numbers && t('ui.draft_numbers'),
              secrets && t('ui.draft_secrets'),
              outdated && t('ui.draft_outdated'),
            ]
              .filter(Boolean)
              .join(' ') || undefined
          }
          action={<Button onClick={draft.discard}>{t('ui.draft_discard')}</Button>}
        />
      )}
      <OtherDraft draft={draft} />
    </>
  );
}

/** Closes a form that keeps what was typed, and says so where something was. */
export function useLeave<T>(draft: Pick<UseDraft<T>, 'settle'>): (close: () => void) => () => void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return (close) => () => {
    if (draft.settle()) message.info(t('ui.draft_kept'));
    close();
  };
}

/**
 * The draft of one antd form: its values go to `initialValues`, `keep` to `onValuesChange`, `note` above it, and
 * `leave` closes it. What has been sent is dropped.
 */
export function useFormDraft<V extends object>(
  key: string | null,
  form: FormInstance<V>,
  { numbers, secrets, ...options }: Options<V> & Omit<NoteProps<V>, 'draft'> = {},
) {
  const draft = useDraft<V>(key, options);
  const leave = useLeave(draft);
  const { round, keep } = draft;
  useEffect(() => {
    if (round > 0) form.resetFields();
  }, [round, form]);
  return {
    begun: draft.begun,
    keep: (_changed: unknown, all: V) => keep(all),
    drop: draft.drop,
    leave,
    round,
    note: <DraftNote draft={draft} numbers={numbers} secrets={secrets} />,
  };
}
