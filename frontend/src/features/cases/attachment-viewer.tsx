import { Alert, Button, Drawer, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadFile } from '../../api/client';
import { saveExport } from '../../api/save';
import type { Attachment } from '../../api/types';
import { ProblemAlert } from '../../ui/problem-alert';

const PICTURES = ['image/jpeg', 'image/png'];
const isPicture = (type: string): boolean => PICTURES.includes(type);
/** No browser shows OFD, few show HEIC. */
const isShown = (type: string): boolean => isPicture(type) || type === 'application/pdf';

interface Props {
  caseId: string;
  attachment: Attachment;
  onClose: () => void;
}

/** A paper to read beside the form. The bytes are fetched with the session and live as long as the drawer. */
export function AttachmentViewer({ caseId, attachment, onClose }: Props) {
  const { t } = useTranslation();
  const [url, setUrl] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const path = `/cases/${caseId}/attachments/${attachment.id}`;
  useEffect(() => {
    // Who had the bytes is written down: what cannot be shown is fetched only to be saved.
    if (!isShown(attachment.media_type)) return;
    let made: string | null = null;
    let current = true;
    downloadFile(path)
      .then(({ blob }) => {
        if (!current) return;
        // The type the server found by content, never what the file calls itself.
        made = URL.createObjectURL(new Blob([blob], { type: attachment.media_type }));
        setUrl(made);
      })
      .catch((problem) => current && setError(problem));
    return () => {
      current = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [path, attachment.media_type]);
  const shown = isShown(attachment.media_type);
  return (
    <Drawer
      open
      size="large"
      title={attachment.file_name}
      onClose={onClose}
      extra={
        <Button onClick={() => void saveExport(path, attachment.file_name).catch(setError)}>
          {t('ui.download')}
        </Button>
      }
    >
      <ProblemAlert error={error} />
      {!shown && <Alert type="info" showIcon title={t('cases.not_shown')} />}
      {shown && !url && !error && <Skeleton active />}
      {url &&
        (isPicture(attachment.media_type) ? (
          <img className="paper" src={url} alt={attachment.file_name} />
        ) : (
          <iframe className="paper" src={url} title={attachment.file_name} />
        ))}
      <p className="trace">SHA-256 {attachment.sha256}</p>
    </Drawer>
  );
}
