import { App, Button, Popconfirm } from 'antd';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { useCan, useUser } from '../../api/session';
import type { Attachment, Case } from '../../api/types';
import { useLeaveGuard } from '../../lib/leave-guard';
import { ProblemAlert } from '../../ui/problem-alert';
import { AttachmentViewer } from './attachment-viewer';
import { type MaterialLine, Materials } from './materials';
import { PendingFileLine } from './pending-file';
import { queueOf, type UploadQueue, wouldBeLost } from './upload-queue';

/** The papers beside the form: what is there, what is missing, and each one to look at. */
export function CasePapers({ case: found, onSaved }: { case: Case; onSaved: (saved: Case) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const allowed = useCan();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [shown, setShown] = useState<Attachment | null>(null);
  const queue = queueOf(useUser().id, found.id);
  const pending = useSyncExternalStore(queue.subscribe, queue.list);
  useLeaveGuard(wouldBeLost(pending));
  const editable = found.allowed_actions.some((act) => act.act === 'edit' && act.enabled);
  const mayAdd = editable && allowed('attachment.add');
  const mayRemove = allowed('attachment.remove') && found.accepted_on === null && editable;
  const reload = async () => onSaved(await api.get('/cases/{id}', { path: { id: found.id } }));

  const work = async (task: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await task();
      message.success(t('ui.saved'));
    } catch (problem) {
      setError(problem);
    } finally {
      // Some of several files may have gone through.
      await reload().catch(() => undefined);
      queue.clearDone();
      setBusy(false);
    }
  };
  const sendAll = () => void work(() => queue.sendAll(found.id));
  useResumed(queue, () => mayAdd && sendAll());

  const lines: MaterialLine[] = found.materials.map((material) => ({
    code: material.code,
    name: material.name,
    required: material.required,
    provided: material.provided,
    seen: material.paper,
    files: [
      ...material.attachments.map((file) => (
        <li key={file.id}>
          <Button type="link" disabled={!allowed('attachment.read')} onClick={() => setShown(file)}>
            {file.file_name}
          </Button>
          <span className="muted">{Math.max(1, Math.round(file.size / 1024))} KB</span>{' '}
          {mayRemove && (
            <Popconfirm
              title={t('cases.remove_file', { name: file.file_name })}
              okText={t('ui.remove')}
              cancelText={t('ui.cancel')}
              onConfirm={() =>
                work(() =>
                  api.delete('/cases/{id}/attachments/{attachment_id}', {
                    path: { id: found.id, attachment_id: file.id },
                  }),
                )
              }
            >
              <Button size="small" disabled={busy}>
                {t('ui.remove')}
              </Button>
            </Popconfirm>
          )}
        </li>
      )),
      ...pending
        .filter((file) => file.material === material.code)
        .map((file) => (
          <PendingFileLine
            key={file.key}
            pending={file}
            onRemove={() => queue.remove(file.key)}
            onRetry={busy ? undefined : sendAll}
          />
        )),
    ],
  }));

  const seenNow = lines.filter((line) => line.seen).map((line) => line.code);
  return (
    <section aria-label={t('cases.section_materials')}>
      <h2>{t('cases.section_materials')}</h2>
      <ProblemAlert error={error} />
      <Materials
        materials={lines}
        disabled={busy}
        onFiles={
          mayAdd
            ? (material, files) => {
                queue.add(material, files);
                sendAll();
              }
            : undefined
        }
        onSeen={
          editable && allowed('case.edit')
            ? (code, seen) =>
                void work(() =>
                  api.put('/cases/{id}/papers', {
                    path: { id: found.id },
                    version: found.version,
                    body: { present: seen ? [...seenNow, code] : seenNow.filter((other) => other !== code) },
                  }),
                )
            : undefined
        }
      />
      {shown && <AttachmentViewer caseId={found.id} attachment={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

/** What an earlier page left unsent goes out when the page opens, and whatever failed when the line is back. */
function useResumed(queue: UploadQueue, resume: () => void): void {
  const latest = useRef(resume);
  latest.current = resume;
  useEffect(() => {
    const unsent = () => queue.list().some((file) => file.state === 'waiting' || file.state === 'failed');
    const resumed = () => unsent() && latest.current();
    void queue.restore().then(resumed);
    window.addEventListener('online', resumed);
    return () => window.removeEventListener('online', resumed);
  }, [queue]);
}
