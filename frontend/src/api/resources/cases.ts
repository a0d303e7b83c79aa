import { queryOptions } from '@tanstack/react-query';
import { api } from '../client';
import type { Attachment } from '../types';
import { uploadFile } from '../upload';

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id],
    queryFn: ({ signal }) => api.get('/cases/{id}', { path: { id }, signal }),
  });

/** 20 MB, as the server has it: a clerk need not wait for an upload that will be refused. */
export const LARGEST_FILE = 20 * 1024 * 1024;

interface Upload {
  caseId: string;
  material: string;
  file: Blob;
  name: string;
  key: string;
  onProgress?: (share: number) => void;
}

export const addAttachment = ({ caseId, material, file, name, key, onProgress }: Upload) =>
  uploadFile<Attachment>(
    `/cases/${caseId}/attachments?material=${encodeURIComponent(material)}`,
    file,
    name,
    { key, onProgress },
  );
