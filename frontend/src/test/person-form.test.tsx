import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { beforeAll, expect, test, vi } from 'vitest';
import { en } from '../i18n/en';
import { PersonForm } from '../ui/person-form';

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
vi.setConfig({ testTimeout: 20_000 });

const show = () => {
  const check = vi.fn(async (citizenId: string) => ({ valid: true, normalized: citizenId }));
  const submitted = vi.fn(async () => undefined);
  render(
    <I18nextProvider i18n={i18n}>
      <App>
        <PersonForm
          draftKey="person.test"
          villages={[{ code: '360704100201', name: 'Village' }]}
          check={check}
          duplicate={async () => null}
          onSubmit={submitted}
        />
      </App>
    </I18nextProvider>,
  );
  return { check, submitted };
};
const box = (label: string) => screen.getByLabelText(label) as HTMLInputElement;
const paste = (label: string, text: string) => {
  fireEvent.focus(box(label));
  fireEvent.change(box(label), { target: { value: text } });
};

test('an id pasted with spaces is whole: nothing is cut, all eighteen digits are asked about', async () => {
  const { check } = show();
  const id = box('Citizen id');
  expect(id.maxLength).toBe(-1);
  paste('Citizen id', '361199 2008 0512 0015');
  await waitFor(() => expect(check).toHaveBeenCalledWith('361199200805120015'));
  expect(id.value).toBe('361199 2008 0512 0015');
  fireEvent.blur(id);
  await waitFor(() => expect(id.value).toBe('361199200805120015'));
  expect(screen.queryByRole('checkbox')).toBeNull();
});

test('an old number of fifteen digits is saved only after it was confirmed', async () => {
  const { submitted } = show();
  paste('Name', 'Li');
  paste('Citizen id', '130503 670401 001');
  fireEvent.blur(box('Citizen id'));
  const confirm = await screen.findByRole('checkbox');
  fireEvent.click(screen.getByRole('button', { name: 'Register' }));
  await screen.findByText(i18n.t('ui.old_form_rule'));
  expect(submitted).not.toHaveBeenCalled();
  fireEvent.click(confirm);
  fireEvent.click(screen.getByRole('button', { name: 'Register' }));
  await waitFor(() => expect(submitted).toHaveBeenCalled());
  expect(submitted.mock.calls[0]).toEqual([
    expect.objectContaining({ citizen_id: '130503670401001', confirm_15_digits: true }),
  ]);
});

test('a card pasted in groups is whole, and a digit that does not fit is a warning and no obstacle', async () => {
  const { submitted } = show();
  const account = box('Bank account');
  expect(account.maxLength).toBe(-1);
  paste('Bank account', '6222 0200 0000 0000 001');
  fireEvent.blur(account);
  await waitFor(() => expect(account.value).toBe('6222020000000000001'));
  await screen.findByText(i18n.t('ui.bank_account_check'));
  paste('Name', 'Li');
  paste('Citizen id', '11010519491231002X');
  fireEvent.click(screen.getByRole('button', { name: 'Register' }));
  await waitFor(() => expect(submitted).toHaveBeenCalled());
});
