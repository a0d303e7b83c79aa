import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { App, ConfigProvider } from 'antd';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { en } from '../../i18n/en';
import { Component } from './calendar-page';

vi.mock('../../api/session', () => ({
  useUser: () => ({ id: 'u1' }),
  useCan: () => () => true,
}));

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

const off = (day: string) => ({ day, kind: 'off', name: 'New Year' });
const saved = (version: number, days: unknown[]) => ({
  year: 2026,
  version,
  known: true,
  source: 'Notice',
  days,
  by_law: [],
  overrides: [],
});
let stored = saved(1, [off('2026-01-01')]);
const sent: { version: string | null; days: string[] }[] = [];

beforeEach(() => {
  sent.length = 0;
  stored = saved(1, [off('2026-01-01')]);
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method !== 'PUT') return Response.json(stored);
    const body = (await request.json()) as { days: { day: string }[] };
    const version = request.headers.get('If-Match');
    sent.push({ version, days: body.days.map(({ day }) => day) });
    if (version !== `"${stored.version}"`)
      return Response.json({ code: 'version_conflict', status: 412, title: 'Stale' }, { status: 412 });
    stored = saved(stored.version + 1, body.days);
    return Response.json({ year: stored, recomputed: [] });
  });
});

async function open() {
  const router = createMemoryRouter([{ path: '/calendar', element: <Component /> }], {
    initialEntries: ['/calendar?year=2026'],
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        {/* Nothing is drawn here: a dialog that fades away would never be gone. */}
        <ConfigProvider theme={{ token: { motion: false } }}>
          <App>
            <RouterProvider router={router} />
          </App>
        </ConfigProvider>
      </QueryClientProvider>
    </I18nextProvider>,
  );
  fireEvent.click(await screen.findByLabelText(/^2026-05-04/));
}

async function save() {
  fireEvent.click(screen.getByText('Save and recompute'));
  return screen.findByRole('dialog');
}

const confirm = (dialog: HTMLElement) => fireEvent.click(within(dialog).getByText('Save and recompute'));

test('a saved calendar is overwritten only after its changed days were shown and agreed to', async () => {
  await open();
  const dialog = await save();
  expect(dialog.textContent).toContain('2026-05-04');
  expect(sent).toEqual([]);
  confirm(dialog);
  await waitFor(() => expect(sent).toEqual([{ version: '"1"', days: ['2026-01-01', '2026-05-04'] }]));
});

test('when another has saved the year meanwhile, both their days and what was marked are saved next', async () => {
  await open();
  stored = saved(2, [off('2026-01-01'), off('2026-01-02')]);
  confirm(await save());
  await screen.findByText(/2026-01-02/);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  confirm(await save());
  await waitFor(() =>
    expect(sent[1]).toEqual({ version: '"2"', days: ['2026-01-01', '2026-01-02', '2026-05-04'] }),
  );
});
