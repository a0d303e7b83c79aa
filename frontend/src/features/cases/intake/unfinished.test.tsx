import { cleanup, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { loadDraft, saveDraft } from '../../../lib/drafts';
import { forgetFiles, keepFile } from '../../../lib/outbox';
import { applicant, entered, KEY, kept, open, prepareIntake, press } from '../../../test/intake';
import { NEW_CASE } from '../upload-queue';
import type { IntakeDraft } from './draft';

vi.mock('../../../api/session', () => ({
  useUser: () => ({ id: 'u1', name: 'Clerk', username: 'clerk', role: 'clerk', division: { code: '1' } }),
  useCan: () => () => true,
}));

// A whole page, looked through by roles.
vi.setConfig({ testTimeout: 20_000 });

prepareIntake();

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
