import { Button, Drawer, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadFile } from '../../api/client';
import { saveExport } from '../../api/save';
import type { Attachment } from '../../api/types';
import { ProblemAlert } from '../../ui/problem-alert';

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
  const picture = attachment.media_type.startsWith('image/');
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
      {!url && !error && <Skeleton active />}
      {url &&
        (picture ? (
          <img className="paper" src={url} alt={attachment.file_name} />
        ) : (
          <iframe className="paper" src={url} title={attachment.file_name} />
        ))}
      <p className="trace">SHA-256 {attachment.sha256}</p>
    </Drawer>
  );
}
