import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { loadDraft } from '../../../lib/drafts';
import { applicant, asked, entered, fill, KEY, kept, open, prepareIntake, press } from '../../../test/intake';
import type { IntakeDraft } from './draft';

vi.mock('../../../api/session', () => ({
  useUser: () => ({ id: 'u1', name: 'Clerk', username: 'clerk', role: 'clerk', division: { code: '1' } }),
  useCan: () => () => true,
}));

// A whole page, looked through by roles.
vi.setConfig({ testTimeout: 20_000 });

prepareIntake();

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
