import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { IDBFactory } from 'fake-indexeddb';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { Component } from '../features/cases/intake/new-case-page';
import { NEW_CASE } from '../features/cases/upload-queue';
import { en } from '../i18n/en';
import { draftKey } from '../lib/drafts';
import { forgetFiles, keptFiles } from '../lib/outbox';

/* The page of a new case, for its tests; each says itself who is logged in. */

const i18n = createInstance();
async function stage() {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('matchMedia', () => ({
    matches: true,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  await i18n.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } });
}

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
export const answers: Record<string, unknown> = {
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
export const asked: { url: string; method: string; body: string }[] = [];

async function clean() {
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
}

/** Before the tests of the page: a browser, a server and nothing left by an earlier one. */
export function prepareIntake() {
  beforeAll(stage);
  beforeEach(clean);
  afterEach(cleanup);
}

export function open(personId?: string) {
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

export const KEY = draftKey('u1', NEW_CASE);
export const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
export const kept = async () => (await keptFiles('u1')).map((file) => file.name);
export const applicant = (name: string) =>
  waitFor(() => expect(document.querySelector('.identity-bar')?.textContent).toContain(name));
/** A file, a paper ticked and a fact, as the form has them. */
export async function fill() {
  const paper = await screen.findByRole('group', { name: 'Bill' });
  const input = paper.querySelector('input[type=file]') as HTMLInputElement;
  fireEvent.change(input, { target: { files: [new File(['x'], 'anna.pdf', { type: 'application/pdf' })] } });
  fireEvent.click(within(paper).getByRole('checkbox'));
  fireEvent.change(await screen.findByLabelText('Note'), { target: { value: 'of Anna' } });
  await within(paper).findAllByText(/anna\.pdf/);
  await waitFor(async () => expect(await kept()).toEqual(['anna.pdf']));
}
export const entered = () => [
  screen.queryAllByText(/anna\.pdf/).length > 0,
  (within(screen.getByRole('group', { name: 'Bill' })).getByRole('checkbox') as HTMLInputElement).checked,
  (screen.getByLabelText('Note') as HTMLInputElement).value,
];
