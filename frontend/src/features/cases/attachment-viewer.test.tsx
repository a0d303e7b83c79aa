import { render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Attachment } from '../../api/types';
import { startI18n } from '../../i18n';
import '../../i18n/cases';
import { AttachmentViewer } from './attachment-viewer';

const { downloadFile } = vi.hoisted(() => ({ downloadFile: vi.fn() }));
vi.mock('../../api/client', () => ({ downloadFile }));
vi.mock('../../api/save', () => ({ saveExport: vi.fn() }));

beforeAll(async () => {
  URL.createObjectURL = () => 'blob:paper';
  URL.revokeObjectURL = () => undefined;
  await startI18n();
});
beforeEach(() => {
  downloadFile.mockReset();
  downloadFile.mockResolvedValue({ blob: new Blob(['x']) });
});

const paper = (file_name: string, media_type: string) =>
  ({ id: '1', file_name, media_type, sha256: 'ab', material_code: 'bills', size: 1 }) as Attachment;

test.each([
  ['invoice.ofd', 'application/ofd'],
  ['photo.heic', 'image/heic'],
])('%s is offered for download, and nobody is written down for looking at it', (name, type) => {
  render(<AttachmentViewer caseId="c" attachment={paper(name, type)} onClose={vi.fn()} />);
  expect(screen.getByText(i18next.t('cases.not_shown'))).toBeTruthy();
  // A button of two Chinese characters has a space between them.
  const download = new RegExp([...i18next.t('ui.download')].join('\\s*'));
  expect(screen.getByRole('button', { name: download })).toBeTruthy();
  expect(downloadFile).not.toHaveBeenCalled();
});

test('a picture and a PDF are shown', async () => {
  const { rerender } = render(
    <AttachmentViewer caseId="c" attachment={paper('a.jpg', 'image/jpeg')} onClose={vi.fn()} />,
  );
  expect(await screen.findByAltText('a.jpg')).toBeTruthy();
  rerender(<AttachmentViewer caseId="c" attachment={paper('a.pdf', 'application/pdf')} onClose={vi.fn()} />);
  expect(await screen.findByTitle('a.pdf')).toBeTruthy();
});
