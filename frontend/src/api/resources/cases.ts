import { queryOptions } from '@tanstack/react-query';
import { api, uploadFile } from '../client';
import type { Attachment } from '../types';

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id],
    queryFn: ({ signal }) => api.get('/cases/{id}', { path: { id }, signal }),
  });

/** 20 MB, as the server has it: a clerk need not wait for an upload that will be refused. */
export const LARGEST_FILE = 20 * 1024 * 1024;

export const addAttachment = (caseId: string, material: string, file: Blob, name: string, key?: string) =>
  uploadFile<Attachment>(
    `/cases/${caseId}/attachments?material=${encodeURIComponent(material)}`,
    file,
    name,
    key,
  );
