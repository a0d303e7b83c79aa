import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { caseQuery } from '../../api/resources/cases';
import type { Case } from '../../api/types';
import { en } from '../../i18n/en';
import { ActBar } from './act-bar';

vi.mock('../../api/session', () => ({
  useUser: () => ({ id: 'u1', name: 'Clerk', username: 'clerk', role: 'clerk', division: { code: '1' } }),
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
const act = (name: string, more: object = {}) => ({
  act: name,
  label: text(name),
  enabled: true,
  reasons_required: false,
  reason: null,
  reason_text: null,
  ...more,
});
const check = {
  id: 'a1',
  seq: 1,
  round: 1,
  act: 'check',
  label: text('Check'),
  actor: { id: 'o', name: 'Otto', role: 'officer' },
  at: '2026-03-02T01:00:00Z',
  on: '2026-03-02',
  outcome: null,
  amount_fen: null,
  reasons: [],
  note: null,
  detail: {
    kind: 'home_visit',
    on: '2026-03-01',
    officers: [
      { id: 'o', name: 'Otto' },
      { id: 'p', name: 'Paula' },
    ],
    findings: 'A second house',
    conclusion: 'differs',
  },
};
const finding = {
  seq: 1,
  act: 'check',
  label: text('Home visit: differs'),
  by: ['Otto', 'Paula'],
  on: '2026-03-01',
  texts: [],
};
const base = {
  id: 'c1',
  case_no: 'N-1',
  version: 4,
  item_code: 'help',
  item_title: text('Medical help'),
  received_on: '2026-03-01',
  round: 1,
  amount_fen: null,
  determination: { amount_fen: 150_000, min_fen: 150_000, max_fen: 150_000 },
  applicant: { name: 'Anna', citizen_id: '3***1', division: { name: 'Village' } },
  warnings: [],
  findings: [],
  materials: [{ code: 'bill', name: text('Bill'), required: true }],
  missing_materials: ['bill'],
  acts: [],
  allowed_actions: [],
} as unknown as Case;
const paper = {
  title: 'The one notice',
  applicant_name: 'Anna',
  case_no: 'N-1',
  fields: [],
  found: [],
  basis: [],
  paragraphs: [],
  items: ['Bill, original'],
  remedy: [],
  contact: { name: 'C', phone: '1' },
  signature: { office: 'Town', on: '2026-03-02' },
  request_id: 'r',
};

let now: Case;
let refused: object | null;
const sent: { url: string; body: string; version: string | null }[] = [];
beforeEach(() => {
  refused = null;
  sent.length = 0;
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url).pathname.replace('/api/v1', '');
    const answer = (body: unknown, status = 200) =>
      new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
    if (request.method === 'GET') return answer(url === '/cases/c1' ? now : { inputs: [], materials: [] });
    sent.push({ url, body: await request.text(), version: request.headers.get('If-Match') });
    if (url.endsWith('/document-previews')) return answer(paper);
    return refused ? answer(refused, 412) : answer({ ...now, version: now.version + 1 }, 201);
  });
});

function Bar() {
  const found = useQuery(caseQuery('c1'));
  return found.data ? <ActBar case={found.data} onSaved={() => undefined} /> : null;
}

function open(found: Case) {
  now = found;
  const router = createMemoryRouter([{ path: '*', element: <Bar /> }]);
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <App>
          <RouterProvider router={router} />
        </App>
      </QueryClientProvider>
    </I18nextProvider>,
  );
}
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const posts = (end: string) => sent.filter(({ url }) => url.endsWith(end));

test('who agrees sees whom, what, how much and all that was found, and says why they agree against it', async () => {
  const agree = act('review_agree', { reasons_required: true });
  open({ ...base, acts: [check], findings: [finding], allowed_actions: [agree] } as unknown as Case);
  await press('review_agree');
  const dialog = await screen.findByRole('dialog');
  for (const words of [
    'Anna',
    'Medical help',
    '1,500.00',
    'Home visit: differs',
    'A second house',
    '2026-03-01',
    'Paula',
  ])
    expect(dialog.textContent).toContain(words);
  fireEvent.click(within(dialog).getByRole('button', { name: 'review_agree' }));
  expect((await within(dialog).findAllByText('This field is required')).length).toBeGreaterThan(0);
  expect(posts('/reviews')).toEqual([]);
  fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: 'Sold in spring' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'review_agree' }));
  await waitFor(() => expect(posts('/reviews').length).toBe(1));
  expect(JSON.parse(posts('/reviews')[0]?.body ?? '')).toMatchObject({
    outcome: 'agree',
    reasons: [{ text: 'Sold in spring' }],
  });
});

test('the notice that is given once is read first, and goes out on the second word only', async () => {
  open({ ...base, allowed_actions: [act('notify_supplement')] } as unknown as Case);
  await press('notify_supplement');
  const dialog = await screen.findByRole('dialog');
  fireEvent.change(within(dialog).getByLabelText(/Anything else/), { target: { value: 'A signature' } });
  fireEvent.keyDown(window, { key: 'Enter', ctrlKey: true });
  expect((await within(dialog).findByText('The one notice')).tagName).toBe('H1');
  expect(posts('/supplement-notices')).toEqual([]);
  expect(JSON.parse(posts('/document-previews')[0]?.body ?? '')).toMatchObject({ other: ['A signature'] });
  fireEvent.keyDown(window, { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(posts('/supplement-notices').length).toBe(1));
  expect(JSON.parse(posts('/supplement-notices')[0]?.body ?? '').other).toEqual(['A signature']);
});

test('whoever comes second is told who did what, keeps the words, and goes on where it is still allowed', async () => {
  open({
    ...base,
    allowed_actions: [act('review_agree'), act('review_return', { reasons_required: true })],
  } as unknown as Case);
  await press('review_agree');
  const dialog = await screen.findByRole('dialog');
  const note = within(dialog).getByLabelText('Note') as HTMLTextAreaElement;
  fireEvent.change(note, { target: { value: 'Long thought' } });
  refused = {
    status: 412,
    code: 'stale_version',
    title: 'Changed',
    detail: '',
    trace_id: 't',
    errors: [],
    since: [
      {
        at: '2026-03-02T02:00:00Z',
        by: 'Lena',
        role: 'township',
        action: 'case.checked',
        label: { zh: '调查核对', en: 'Checked' },
      },
    ],
  };
  now = { ...now, version: 5 };
  fireEvent.click(within(dialog).getByRole('button', { name: 'review_agree' }));
  expect(await within(dialog).findByText(/2026-03-02 10:00 Lena/)).toBeTruthy();
  expect(note.value).toBe('Long thought');
  refused = null;
  await waitFor(() => expect(within(dialog).getByRole('button', { name: 'review_agree' })).toBeTruthy());
  fireEvent.click(within(dialog).getByRole('button', { name: 'review_agree' }));
  await waitFor(() => expect(posts('/reviews').map(({ version }) => version)).toEqual(['"4"', '"5"']));
});

test('what cannot be done any more leaves its words to be copied', async () => {
  open({ ...base, allowed_actions: [act('review_agree')] } as unknown as Case);
  await press('review_agree');
  const dialog = await screen.findByRole('dialog');
  const note = within(dialog).getByLabelText('Note') as HTMLTextAreaElement;
  fireEvent.change(note, { target: { value: 'Long thought' } });
  refused = { status: 412, code: 'stale_version', title: 'Changed', detail: '', trace_id: 't', errors: [] };
  now = { ...now, version: 5, allowed_actions: [] };
  fireEvent.click(within(dialog).getByRole('button', { name: 'review_agree' }));
  expect(await within(dialog).findByText(/copy it if you need it/)).toBeTruthy();
  expect(note.value).toBe('Long thought');
  const button = within(dialog).getByRole('button', { name: 'review_agree' }) as HTMLButtonElement;
  expect(button.disabled).toBe(true);
});
