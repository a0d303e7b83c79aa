import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { MemoryRouter } from 'react-router';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { en } from '../../i18n/en';
import { draftKey, loadDraft } from '../../lib/drafts';
import { Component } from './list-page';

vi.mock('../../api/session', () => ({ useUser: () => ({ id: 'u1' }), useCan: () => () => true }));
vi.setConfig({ testTimeout: 20_000 });

const i18n = createInstance();
beforeAll(async () => {
  vi.stubGlobal('matchMedia', () => ({
    matches: true,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  await i18n.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } });
});

const ruling = {
  id: 'd1',
  item_code: 'help',
  basis: { law: 'ruling-1' },
  valid_from: '2026-07-01',
  valid_to: null,
  version: 3,
};
const sent: { url: string; body: unknown }[] = [];

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url).pathname;
    if (request.method === 'POST') sent.push({ url, body: JSON.parse(await request.text()) });
    const items = url.endsWith('/delegations') ? [ruling] : [];
    return Response.json(request.method === 'POST' ? ruling : { items }, { headers: { ETag: '"3"' } });
  });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <I18nextProvider i18n={i18n}>
        <App>
          <MemoryRouter>
            <Component />
          </MemoryRouter>
        </App>
      </I18nextProvider>
    </QueryClientProvider>,
  );
});

const DOCUMENT = 'Document (code in the register of law)';
async function begin(name: 'Record a ruling' | 'End') {
  fireEvent.click(await screen.findByRole('button', { name }));
  return screen.findByRole('dialog');
}
const cancel = async (dialog: HTMLElement) => {
  fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
};
const value = (dialog: HTMLElement, label: string) =>
  (within(dialog).getByLabelText(label) as HTMLInputElement).value;

test('a ruling half typed is there again when its dialog is opened again, and not in that of an end', async () => {
  const dialog = await begin('Record a ruling');
  fireEvent.change(within(dialog).getByLabelText(DOCUMENT), { target: { value: 'ruling-2' } });
  fireEvent.change(within(dialog).getByLabelText('Until'), { target: { value: '2099-12-31' } });
  await cancel(dialog);
  const end = await begin('End');
  expect(value(end, 'Until')).toBe('');
  await cancel(end);
  const again = await begin('Record a ruling');
  expect([value(again, DOCUMENT), value(again, 'Until')]).toEqual(['ruling-2', '2099-12-31']);
  expect(within(again).getByText(/is back/)).toBeTruthy();
});

test('what was sent does not come back', async () => {
  const key = draftKey('u1', 'delegation.d1');
  const dialog = await begin('End');
  fireEvent.change(within(dialog).getByLabelText('Until'), { target: { value: '2099-12-31' } });
  await waitFor(() => expect(loadDraft(key)?.version).toBe(3));
  fireEvent.click(within(dialog).getByRole('button', { name: 'End' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent).toEqual([{ url: '/api/v1/delegations/d1/ends', body: { valid_to: '2099-12-31' } }]);
  expect(loadDraft(key)).toBeNull();
});
