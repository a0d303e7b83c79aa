import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Case } from '../../api/types';
import { en } from '../../i18n/en';
import { ActBar } from './act-bar';
import { Limits, Posting } from './posting';

vi.mock('../../api/session', () => ({
  useUser: () => ({ id: 'u1', name: 'Otto', username: 'officer', role: 'officer', division: { code: '1' } }),
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

const text = (words: string) => ({ zh: words, en: words });
const act = (name: string, label: string) => ({
  act: name,
  label: text(label),
  enabled: true,
  reasons_required: false,
  reason: null,
  reason_text: null,
});
const clock = {
  code: 'notice',
  label: text('Preliminary notice'),
  started_on: '2026-07-06',
  limit: { amount: 7, unit: 'citizen_day' },
  statutory_limit: { amount: 7, unit: 'citizen_day' },
  extended: false,
  basis: [{ law: 'subsistence-measures-2021', article: '19', text: text('Measures, article 19') }],
  due_on: '2026-07-13',
  provisional: false,
  stopped_on: null,
  state: 'running',
};
const base = {
  id: 'c1',
  case_no: 'N-1',
  version: 4,
  stage: 'posting',
  item_code: 'help',
  item_title: text('Allowance'),
  received_on: '2026-07-01',
  round: 1,
  amount_fen: null,
  determination: { amount_fen: 45_000, min_fen: 45_000, max_fen: 45_000 },
  applicant: { name: 'Anna', citizen_id: '3***1', division: { name: 'Village' } },
  warnings: [],
  findings: [],
  materials: [],
  missing_materials: [],
  acts: [],
  clocks: [],
  posting: null,
  allowed_actions: [],
} as unknown as Case;
const posting = { posted_on: '2026-07-06', until_on: '2026-07-13', place: 'the board', over: false };

const sent: { url: string; body: unknown }[] = [];
beforeEach(() => {
  sent.length = 0;
  localStorage.clear();
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'POST') {
      sent.push({ url: request.url, body: JSON.parse(await request.text()) });
      return Response.json(base, { status: 201, headers: { ETag: '"5"' } });
    }
    if (request.url.includes('/officers')) {
      const officers = ['Otto', 'Paula'].map((name) => ({ id: name, name, role: 'officer' }));
      return Response.json({ items: officers, next_cursor: null });
    }
    return Response.json({ inputs: [], materials: [], limits: [] });
  });
});

function show(found: Case) {
  const element = (
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <I18nextProvider i18n={i18n}>
        <App>
          <Posting case={found} />
          <Limits case={found} />
          <ActBar case={found} onSaved={() => undefined} />
        </App>
      </I18nextProvider>
    </QueryClientProvider>
  );
  render(<RouterProvider router={createMemoryRouter([{ path: '*', element }])} />);
}

test('a notice says until when it hangs, and each limit what it rests on', async () => {
  show({ ...base, posting, clocks: [clock] } as unknown as Case);
  expect(await screen.findByText('Posted at the board since 2026-07-06, until 2026-07-13')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Notice sheet' })).toBeTruthy();
  const limits = screen.getByRole('region', { name: 'Limits' });
  expect(within(limits).getByText('Measures, article 19')).toBeTruthy();
  expect(limits.textContent).toContain('7 days, until 2026-07-13');
});

test('a limit without a law is called a promise', async () => {
  show({ ...base, clocks: [{ ...clock, basis: [] }] } as unknown as Case);
  expect(within(await screen.findByRole('region', { name: 'Limits' })).getByText('as promised')).toBeTruthy();
  expect(screen.getByText(/Not posted yet/)).toBeTruthy();
});

test('an officer posts the notice and says where it hangs', async () => {
  show({ ...base, allowed_actions: [act('post', 'Post the notice')] } as unknown as Case);
  fireEvent.click(await screen.findByRole('button', { name: 'Post the notice' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.change(within(dialog).getByLabelText('Where it hangs'), { target: { value: 'Village gate' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Post the notice' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.url).toContain('/cases/c1/postings');
  expect(sent[0]?.body).toEqual({ place: 'Village gate' });
});

test('only at a home visit somebody of the family signs', async () => {
  const allowed_actions = [act('check', 'Check'), act('request_check', 'Ask the county')];
  show({ ...base, stage: 'checking', allowed_actions } as unknown as Case);
  fireEvent.click(await screen.findByRole('button', { name: 'Check' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).queryByLabelText('Information check')).toBeNull();
  fireEvent.click(within(dialog).getByLabelText('Visit to neighbours'));
  expect(within(dialog).queryByLabelText('Member of the family who signed')).toBeNull();
  fireEvent.click(within(dialog).getByLabelText('Home visit'));
  expect(await within(dialog).findByLabelText('Member of the family who signed')).toBeTruthy();
});

test('a consent of a relative names who it is', async () => {
  const allowed_actions = [act('consent', 'Record consent')];
  show({ ...base, stage: 'checking', allowed_actions } as unknown as Case);
  fireEvent.click(await screen.findByRole('button', { name: 'Record consent' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.click(within(dialog).getByLabelText('A relative outside the household, for himself'));
  fireEvent.change(await within(dialog).findByLabelText('Name'), { target: { value: 'Ben' } });
  fireEvent.change(within(dialog).getByLabelText('Relation to the applicant'), { target: { value: 'son' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Record consent' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({ of: 'relative', name: 'Ben', relation: 'son' });
});
