import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { IDBFactory } from 'fake-indexeddb';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { en } from '../../../i18n/en';
import { draftKey, loadDraft, saveDraft } from '../../../lib/drafts';
import { forgetFiles, keepFile, keptFiles } from '../../../lib/outbox';
import { NEW_CASE } from '../upload-queue';
import type { IntakeDraft } from './draft';
import { Component } from './new-case-page';

vi.mock('../../../api/session', () => ({
  useUser: () => ({ id: 'u1', name: 'Clerk', username: 'clerk', role: 'clerk', division: { code: '1' } }),
  useCan: () => () => true,
}));

// A whole page, looked through by roles.
vi.setConfig({ testTimeout: 20_000 });

const i18n = createInstance();
beforeAll(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
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
const person = (id: string, name: string) => ({
  id,
  name,
  citizen_id: '3***1',
  sex: 'female',
  age: 70,
  division: { code: '1', full_name: 'Town' },
  household: { id: `h-${id}`, category: 'low_income', size: 1, relation: 'head' },
  open_cases: [],
  warnings: [],
});
const item = {
  code: 'help',
  title: text('Help'),
  inputs: [
    { name: 'note', label: text('Note'), type: 'text', required: false },
    // What stands there without anybody's doing is no entry.
    { name: 'usual', label: text('Usual'), type: 'text', required: false, default: 'usual' },
  ],
  materials: [{ code: 'bill', name: text('Bill'), required: true }],
};
const other = { code: 'care', title: text('Care'), inputs: [], materials: [] };
const found = {
  id: 'b',
  name: 'Berta',
  citizen_id: '3***2',
  age: 60,
  division: { name: 'Town' },
};
const answers: Record<string, unknown> = {
  '/api/v1/service-items': { items: [item, other] },
  '/api/v1/service-items/care': other,
  '/api/v1/service-items/help': item,
  '/api/v1/persons/a': person('a', 'Anna'),
  '/api/v1/persons/b': person('b', 'Berta'),
  '/api/v1/persons/slip': {
    ...person('slip', 'Clara'),
    warnings: [{ code: 'bank_account_check', message: text('Compare the account with the card') }],
  },
  '/api/v1/persons/search': { items: [found] },
  '/api/v1/households/h-a': { id: 'h-a', version: 1, size: 1, income_fen: 0, members: [] },
  '/api/v1/households/h-b': { id: 'h-b', version: 1, size: 1, income_fen: 0, members: [] },
  '/api/v1/cases/previews': { warnings: [], errors: [], evaluation: null },
};
const asked: { url: string; method: string; body: string }[] = [];

beforeEach(async () => {
  await forgetFiles('u1');
  asked.length = 0;
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url).pathname;
    asked.push({ url, method: request.method, body: await request.text() });
    const body = answers[url];
    return new Response(JSON.stringify(body ?? { code: 'not_found', status: 404 }), {
      status: body ? 200 : 404,
      headers: { 'Content-Type': 'application/json' },
    });
  });
});
afterEach(cleanup);

function open(personId?: string) {
  const entry = { pathname: '/cases/new', state: personId ? { personId } : null };
  const router = createMemoryRouter([{ path: '/cases/new', element: <Component /> }], {
    initialEntries: [entry],
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        <App>
          <RouterProvider router={router} />
        </App>
      </QueryClientProvider>
    </I18nextProvider>,
  );
  return router;
}

const KEY = draftKey('u1', NEW_CASE);
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const kept = async () => (await keptFiles('u1')).map((file) => file.name);
const applicant = (name: string) =>
  waitFor(() => expect(document.querySelector('.identity-bar')?.textContent).toContain(name));
/** A file, a paper ticked and a fact, as the form has them. */
async function fill() {
  const paper = await screen.findByRole('group', { name: 'Bill' });
  const input = paper.querySelector('input[type=file]') as HTMLInputElement;
  fireEvent.change(input, { target: { files: [new File(['x'], 'anna.pdf', { type: 'application/pdf' })] } });
  fireEvent.click(within(paper).getByRole('checkbox'));
  fireEvent.change(await screen.findByLabelText('Note'), { target: { value: 'of Anna' } });
  await within(paper).findAllByText(/anna\.pdf/);
  await waitFor(async () => expect(await kept()).toEqual(['anna.pdf']));
}
const entered = () => [
  screen.queryAllByText(/anna\.pdf/).length > 0,
  (within(screen.getByRole('group', { name: 'Bill' })).getByRole('checkbox') as HTMLInputElement).checked,
  (screen.getByLabelText('Note') as HTMLInputElement).value,
];

test('another applicant is asked about first, and takes nothing of the former along', async () => {
  open('a');
  await applicant('Anna');
  await fill();
  press('Someone else');
  let question = await screen.findByRole('dialog');
  expect(question.textContent).toContain('Files: 1, entries: 2. They are those of Anna');
  expect(await kept()).toEqual(['anna.pdf']);
  press('Keep this applicant');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(entered()).toEqual([true, true, 'of Anna']);

  press('Someone else');
  question = await screen.findByRole('dialog');
  fireEvent.click(within(question).getByRole('button', { name: 'Discard and choose another' }));
  await waitFor(() => expect(document.querySelector('.identity-bar')).toBeNull());
  await screen.findByLabelText('Note');
  expect(entered()).toEqual([false, false, '']);
  expect(await kept()).toEqual([]);
  expect(loadDraft(KEY)).toBeNull();
});

test('an applicant of whom nothing was entered is changed without a question', async () => {
  open('a');
  await applicant('Anna');
  press('Someone else');
  await waitFor(() => expect(document.querySelector('.identity-bar')).toBeNull());
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('another item is asked about first; kept, the form has all it had', async () => {
  open('a');
  await applicant('Anna');
  await fill();
  const choose = async () => {
    fireEvent.mouseDown(screen.getByRole('combobox', { name: 'Service' }));
    fireEvent.click(await screen.findByTitle('Care'));
    return screen.findByRole('dialog');
  };
  expect((await choose()).textContent).toContain('Files: 1, entries: 2');
  // While it asks, nothing goes out.
  fireEvent.keyDown(window, { key: 's', ctrlKey: true });
  fireEvent.keyDown(window, { key: 'Enter', ctrlKey: true });
  press('Keep this item');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(entered()).toEqual([true, true, 'of Anna']);
  expect(await kept()).toEqual(['anna.pdf']);

  fireEvent.click(within(await choose()).getByRole('button', { name: 'Discard and choose another' }));
  await waitFor(async () => expect(await kept()).toEqual([]));
  await waitFor(() => expect(screen.queryByLabelText('Note')).toBeNull());
  await applicant('Anna');
  expect(asked.filter(({ url }) => url === '/api/v1/cases')).toEqual([]);

  // Nothing of it stands there when the first item is chosen again.
  fireEvent.mouseDown(screen.getByRole('combobox', { name: 'Service' }));
  fireEvent.click(await screen.findByTitle('Help'));
  await screen.findByLabelText('Note');
  expect(entered()).toEqual([false, false, '']);
});

test('without an applicant an item and a tick are kept too, and what is discarded does not come back', async () => {
  open();
  fireEvent.click(within(await screen.findByRole('group', { name: 'Bill' })).getByRole('checkbox'));
  await waitFor(() => expect(loadDraft<IntakeDraft>(KEY)?.value.seen).toEqual(['bill']));
  fireEvent.mouseDown(screen.getByRole('combobox', { name: 'Service' }));
  fireEvent.click(await screen.findByTitle('Care'));
  await screen.findByRole('dialog');
  press('Discard and choose another');
  await waitFor(() =>
    expect(loadDraft<IntakeDraft>(KEY)?.value).toMatchObject({ itemCode: 'care', facts: {}, seen: [] }),
  );
  cleanup();

  localStorage.clear();
  open();
  const tick = within(await screen.findByRole('group', { name: 'Bill' })).getByRole('checkbox');
  fireEvent.click(tick);
  await waitFor(() => expect(loadDraft(KEY)).not.toBeNull());
  fireEvent.click(tick);
  await waitFor(() => expect(loadDraft(KEY)).toBeNull());
});

/** What a form of Anna has left: a file and a fact. */
async function leftByAnna() {
  saveDraft(KEY, { itemCode: 'help', personId: 'a', facts: { note: 'of Anna' }, seen: [] });
  const file = { user: 'u1', place: NEW_CASE, material: 'bill', small: false, savedAt: Date.now() };
  await keepFile({ ...file, key: 'k1', name: 'anna.pdf', blob: new Blob(['x']) });
  // A file of a case is none of this form's business.
  await keepFile({ ...file, key: 'k2', place: 'case:c9', name: 'other.pdf', blob: new Blob(['x']) });
}

test('a form begun for another person asks before it throws away an unfinished one', async () => {
  await leftByAnna();
  open('b');
  await screen.findByText('The form of Anna is unfinished');
  expect((await screen.findByRole('dialog')).textContent).toContain('Files: 1, entries: 1');
  expect(await kept()).toEqual(['anna.pdf', 'other.pdf']);
  expect(loadDraft<IntakeDraft>(KEY)?.value.personId).toBe('a');
  await screen.findByText('Discard and begin for Berta');
  press('Discard and begin for Berta');
  await applicant('Berta');
  await screen.findByLabelText('Note');
  expect(entered()).toEqual([false, false, '']);
  expect(await kept()).toEqual(['other.pdf']);
});

test('the unfinished form goes on with all it had, also when the page is loaded again', async () => {
  await leftByAnna();
  const router = open('b');
  await screen.findByText('The form of Anna is unfinished');
  press('Continue the unfinished form');
  await applicant('Anna');
  await screen.findAllByText(/anna\.pdf/);
  expect(entered()).toEqual([true, false, 'of Anna']);
  expect(await kept()).toEqual(['anna.pdf', 'other.pdf']);
  expect(router.state.location.state).toBeNull();
});

test('a form of the same person goes on without a question, one with nothing in it gives way', async () => {
  await leftByAnna();
  open('a');
  await applicant('Anna');
  await screen.findAllByText(/anna\.pdf/);
  cleanup();
  await forgetFiles('u1');
  saveDraft(KEY, { itemCode: 'help', personId: 'a', facts: { note: '' }, seen: [] });
  open('b');
  await applicant('Berta');
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('what was saved for one person is not changed by the form of the next', async () => {
  open('a');
  await applicant('Anna');
  await fill();
  answers['/api/v1/cases'] = { id: 'c1', version: 1 };
  press(/Save as received/);
  // The upload finds no such case: saved, but not finished.
  await screen.findByText(/The case was saved, a later step was not/);
  press('Someone else');
  expect((await screen.findByRole('dialog')).textContent).toContain('is a case by now');
  press('Discard and choose another');
  await waitFor(() => expect(document.querySelector('.identity-bar')).toBeNull());
  // Her file waits at her case.
  expect((await keptFiles('u1')).map((file) => [file.name, file.place])).toEqual([['anna.pdf', 'case:c1']]);
  const search = screen.getByRole('combobox', { name: /^Find the applicant/ });
  fireEvent.change(search, { target: { value: 'Berta' } });
  fireEvent.click(await screen.findByText(/Berta/));
  await applicant('Berta');
  press(/Save as received/);
  await waitFor(() => expect(asked.filter(({ url }) => url === '/api/v1/cases')).toHaveLength(2));
  expect(asked.filter(({ method }) => method === 'PATCH')).toEqual([]);
  expect(JSON.parse(asked.filter(({ url }) => url === '/api/v1/cases')[1]?.body ?? '{}')).toMatchObject({
    applicant_person_id: 'b',
    facts: { usual: 'usual' },
  });
});

test('whose account is unlike a card is told as soon as the applicant is chosen', async () => {
  open('slip');
  await applicant('Clara');
  expect(screen.getByText('Compare the account with the card')).toBeTruthy();
});
