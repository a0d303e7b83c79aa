import { render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { beforeAll, expect, it, vi } from 'vitest';
import { startI18n } from '../i18n';
import { ListSheet, type SheetTable } from './list-sheet';
import { WholeSheet } from './whole-sheet';

beforeAll(async () => {
  await startI18n();
});

const table: SheetTable = {
  heads: [{ text: 'Name' }, { text: 'Sum', num: true }],
  rows: [
    ['A', '1.00'],
    ['B', '2.00'],
  ],
  foot: ['Total', '3.00'],
};
const filed = { title: 'List', unit: 'County', printedBy: 'Clerk', onBack: vi.fn() };

it('a filed list tells its office, who printed it, and which page of how many this is', () => {
  render(<ListSheet {...filed} period="2026-11" tables={[table]} closing={<p>Signed</p>} />);
  expect(screen.getByText('List', { selector: 'h1' })).toBeTruthy();
  expect(screen.getByText(i18next.t('ui.print_unit', { unit: 'County' }))).toBeTruthy();
  expect(screen.getByText(i18next.t('ui.page_of', { page: 1, pages: 1 }).replace(/\s+/g, ' '))).toBeTruthy();
  expect(screen.getAllByText(/Clerk/).length).toBe(2);
  for (const cell of ['A', '2.00', 'Total', '3.00', 'Signed']) expect(screen.getByText(cell)).toBeTruthy();
});

it('what is too long to be printed whole is not printed at all', () => {
  const query = {
    data: { rows: [], first: {}, tooMany: true },
    isPending: false,
    error: null,
    refetch: vi.fn(),
  };
  render(<WholeSheet {...filed} query={query} most={3000} tableOf={() => table} />);
  expect(screen.getByText(i18next.t('ui.too_many_to_print', { most: 3000 }))).toBeTruthy();
  expect(screen.queryByText('A')).toBeNull();
});
