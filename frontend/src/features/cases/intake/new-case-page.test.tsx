import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { keptFiles } from '../../../lib/outbox';
import { answers, applicant, asked, fill, open, prepareIntake, press } from '../../../test/intake';

vi.mock('../../../api/session', () => ({
  useUser: () => ({ id: 'u1', name: 'Clerk', username: 'clerk', role: 'clerk', division: { code: '1' } }),
  useCan: () => () => true,
}));

// A whole page, looked through by roles.
vi.setConfig({ testTimeout: 20_000 });

prepareIntake();

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
