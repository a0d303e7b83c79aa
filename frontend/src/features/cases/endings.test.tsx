import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Case } from '../../api/types';
import { en } from '../../i18n/en';
import { Endings } from './endings';

vi.mock('../../api/session', () => ({ useCan: () => () => true }));

const i18n = createInstance();
beforeAll(async () => {
  await i18n.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } });
});
afterEach(cleanup);

const ending = {
  id: 'b1',
  version: 3,
  case_no: 'N-7',
  title: { zh: '低保', en: 'Subsistence' },
  from_month: '2026-08',
  monthly_fen: 15_000,
  hearing: 'needed',
  posting: 'not_needed',
  change_id: null,
};

const sent: { url: string; version: string | null; body: unknown }[] = [];
beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('fetch', async (request: Request) => {
    const body = JSON.parse(await request.text());
    sent.push({ url: request.url, version: request.headers.get('If-Match'), body });
    return Response.json({}, { status: 201, headers: { ETag: '"4"' } });
  });
});

function show(more: object) {
  const found = { id: 'c1', case_no: 'N-9', outcome: null, endings: [{ ...ending, ...more }] };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <I18nextProvider i18n={i18n}>
        <MemoryRouter>
          <Endings case={found as unknown as Case} />
        </MemoryRouter>
      </I18nextProvider>
    </QueryClientProvider>,
  );
}

test('what an approval would end is said with its month, and the end is proposed from there', async () => {
  show({});
  expect(screen.getByText(/Subsistence \(case N-7\) ends from 2026-08 on/)).toBeTruthy();
  expect(screen.getByText('Not heard yet')).toBeTruthy();
  expect(screen.getByRole('link').getAttribute('href')).toBe('/entitlements/b1');
  fireEvent.click(screen.getByRole('button', { name: 'Propose the end' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.url).toContain('/entitlements/b1/changes');
  expect(sent[0]?.version).toBe('"3"');
  expect(sent[0]?.body).toMatchObject({ kind: 'end', from_month: '2026-08' });
});

test('once somebody was heard nothing is left to propose', () => {
  show({ hearing: 'heard', change_id: 'x1' });
  expect(screen.getByText('Heard')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});
