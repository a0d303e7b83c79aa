import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App, Button, Form, Input, Modal } from 'antd';
import { createInstance } from 'i18next';
import { useState } from 'react';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { en } from '../i18n/en';
import { draftKey, loadDraft } from '../lib/drafts';
import { useFormDraft } from './form-draft';
import { HouseholdForm } from './household-form';
import { PersonForm } from './person-form';

vi.setConfig({ testTimeout: 20_000 });
const i18n = createInstance();
const KEY = draftKey('u1', 'act');

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
beforeEach(() => localStorage.clear());

const show = (what: React.ReactNode) =>
  render(
    <I18nextProvider i18n={i18n}>
      <App>{what}</App>
    </I18nextProvider>,
  );

function Dialog({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<{ findings?: string }>();
  const draft = useFormDraft(KEY, form);
  return (
    <Modal open title="Act" onCancel={draft.leave(onClose)} onOk={form.submit}>
      {draft.note}
      <Form
        form={form}
        name="act"
        initialValues={draft.begun}
        onValuesChange={draft.keep}
        onFinish={() => {
          draft.drop();
          onClose();
        }}
      >
        <Form.Item name="findings" label="Findings">
          <Input.TextArea />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Place() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Begin</Button>
      {open && <Dialog onClose={() => setOpen(false)} />}
    </>
  );
}

const begin = () => fireEvent.click(screen.getByRole('button', { name: 'Begin' }));
const findings = () => screen.findByLabelText('Findings') as Promise<HTMLTextAreaElement>;
const gone = () => waitFor(() => expect(screen.queryByLabelText('Findings')).toBeNull());
const LONG = 'as found '.repeat(200);

test('Escape or the cross on a dialog keeps two thousand characters, says so and offers them again', async () => {
  show(<Place />);
  begin();
  fireEvent.change(await findings(), { target: { value: LONG } });
  fireEvent.keyDown(await findings(), { key: 'Escape', keyCode: 27 });
  await gone();
  await screen.findByText(/is kept on this computer/);
  begin();
  expect((await findings()).value).toBe(LONG);
  await screen.findByText(/What was typed and not sent at .* is back/);
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  await gone();
  begin();
  expect((await findings()).value).toBe(LONG);
});

test('cleared, or sent, nothing of it comes again', async () => {
  show(<Place />);
  begin();
  fireEvent.change(await findings(), { target: { value: 'first' } });
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await gone();
  begin();
  fireEvent.click(await screen.findByRole('button', { name: 'Clear and begin anew' }));
  await waitFor(async () => expect((await findings()).value).toBe(''));
  expect(loadDraft(KEY)).toBeNull();
  fireEvent.change(await findings(), { target: { value: 'second' } });
  fireEvent.click(screen.getByRole('button', { name: 'OK' }));
  await gone();
  expect(loadDraft(KEY)).toBeNull();
  begin();
  expect((await findings()).value).toBe('');
});

test('a dialog that was only looked at closes without a word', async () => {
  show(<Place />);
  begin();
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  await gone();
  expect(screen.queryByText(/is kept on this computer/)).toBeNull();
});

const anna = { person_id: 'a', name: 'Anna', relation: 'head' as const, conditions: [] };
const berta = { person_id: 'b', name: 'Berta', relation: null, conditions: [] };
const household = (members: (typeof anna | typeof berta)[], personId?: string) => (
  <HouseholdForm
    draftKey={draftKey('u1', 'household.new')}
    personId={personId}
    members={members}
    search={async () => []}
    onSubmit={async () => undefined}
  />
);

test('a household begun waits while a member is registered', async () => {
  const first = show(household([anna]));
  fireEvent.change(screen.getByLabelText('Certificate number'), { target: { value: 'DB-17' } });
  first.unmount();
  show(household([]));
  expect((screen.getByLabelText('Certificate number') as HTMLInputElement).value).toBe('DB-17');
  screen.getByText('Anna');
});

test('the household of one person is not filled in for another', async () => {
  const first = show(household([anna]));
  fireEvent.change(screen.getByLabelText('Certificate number'), { target: { value: 'DB-17' } });
  first.unmount();
  show(household([berta], 'b'));
  expect((screen.getByLabelText('Certificate number') as HTMLInputElement).value).toBe('');
  await screen.findByText(/another unsent copy/);
  fireEvent.click(screen.getByRole('button', { name: 'Use that one' }));
  await waitFor(() =>
    expect((screen.getByLabelText('Certificate number') as HTMLInputElement).value).toBe('DB-17'),
  );
  screen.getByText('Anna');
});

const person = (initial?: { citizen_id: string; name: string }) => (
  <PersonForm
    draftKey={draftKey('u1', 'person.new')}
    initial={initial}
    villages={[
      { code: '1', name: 'East' },
      { code: '2', name: 'West' },
    ]}
    check={async () => ({ valid: false })}
    duplicate={async () => null}
    onSubmit={async () => undefined}
  />
);

test('a person half registered comes back without the numbers, and says so', async () => {
  const first = show(person());
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Anna' } });
  fireEvent.change(screen.getByLabelText('Phone'), { target: { value: '13979700001' } });
  first.unmount();
  expect(JSON.stringify({ ...localStorage })).not.toContain('13979700001');
  show(person());
  expect((screen.getByLabelText('Name') as HTMLInputElement).value).toBe('Anna');
  await screen.findByText(/are not kept on this computer: type them again/);
});

test('a card that was read brings the keyboard to the next empty field, and no draft of another person', async () => {
  const first = show(person());
  fireEvent.change(screen.getByLabelText('Address'), { target: { value: 'East road 1' } });
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Anna' } });
  first.unmount();
  show(person({ citizen_id: '369999196102049035', name: 'Berta' }));
  await waitFor(() => expect(document.activeElement?.id).toBe('person_division'));
  expect((screen.getByLabelText('Address') as HTMLInputElement).value).toBe('');
});

test('a card swiped into the form itself leaves the keyboard at the next empty field', async () => {
  show(person());
  const field = screen.getByLabelText('Name');
  field.focus();
  for (const key of [...'369999196102049035', 'Enter'])
    fireEvent.keyDown(document.activeElement as Element, { key });
  await waitFor(() =>
    expect((document.getElementById('person_citizen_id') as HTMLInputElement).value).toBe(
      '369999196102049035',
    ),
  );
  await waitFor(() => expect(document.activeElement?.id).toBe('person_name'));
});
