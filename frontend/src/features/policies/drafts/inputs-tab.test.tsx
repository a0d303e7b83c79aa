import { fireEvent, render, screen, within } from '@testing-library/react';
import { createInstance } from 'i18next';
import { useState } from 'react';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { beforeAll, expect, it } from 'vitest';
import type { PolicyInput } from '../../../api/types';
import { en } from '../../../i18n/en';
import type { PolicyDocument } from '../queries';
import { asDocument, setAt } from './edit';
import { EditingContext } from './editing';
import { freeName, ofKind, withWords } from './inputs';
import { InputsTab } from './inputs-tab';
import type { DraftProblem } from './problems';

const i18n = createInstance();
beforeAll(async () => {
  await i18n.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } });
});

const label = (text: string) => ({ zh: text, en: text });
const members: PolicyInput = {
  name: 'members',
  label: label('Members'),
  type: 'list',
  fields: [{ name: 'age', label: label('Age'), type: 'years', min: 0 }],
};

it('takes away what says nothing of another kind', () => {
  const sum: PolicyInput = { name: 'a', label: label('A'), type: 'fen', min: 1, max: 9, default: 5 };
  expect(ofKind(sum, 'persons')).toEqual({ ...sum, type: 'persons' });
  expect(JSON.parse(JSON.stringify(ofKind(sum, 'code')))).toEqual({
    name: 'a',
    label: label('A'),
    type: 'code',
  });
  expect(ofKind(sum, 'list').fields).toEqual([]);
  expect(ofKind(members, 'bool').fields).toBeUndefined();
});

it('gives a new one a name that nothing beside it has', () => {
  expect(freeName([], 'field')).toBe('field_1');
  expect(freeName([{ name: 'field_2' }], 'field')).toBe('field_3');
});

it('keeps a help in both languages, and none without words', () => {
  expect(withWords(undefined, 'en', 'x')).toEqual({ zh: '', en: 'x' });
  expect(withWords({ zh: '', en: 'x' }, 'en', '')).toBeUndefined();
});

function edited(inputs: PolicyInput[], problems: DraftProblem[] = []) {
  let now: PolicyDocument = asDocument({ inputs });
  function Harness() {
    const [document, setDocument] = useState(now);
    now = document;
    const check = { problems, examples: [] } as never;
    return (
      <I18nextProvider i18n={i18n}>
        <EditingContext.Provider
          value={{
            document,
            base: undefined,
            check,
            set: (path, value) => setDocument((old) => setAt(old, path, value)),
          }}
        >
          <InputsTab />
        </EditingContext.Provider>
      </I18nextProvider>
    );
  }
  render(<Harness />);
  return () => now.inputs;
}

const open = (name: string) => {
  fireEvent.click(screen.getByRole('button', { name: `Edit: ${name}` }));
  return screen.getByRole('region', { name });
};

it('edits what each member of a list is asked', () => {
  const inputs = edited([members]);
  const list = open('Members');
  fireEvent.click(within(list).getByRole('button', { name: 'Add a field of the members' }));
  expect(inputs()[0]?.fields?.[1]).toEqual({
    name: 'field_2',
    label: { zh: '', en: '' },
    type: 'bool',
    default: false,
  });
  const field = within(list).getByRole('region', { name: 'field_2' });
  fireEvent.change(within(field).getByLabelText('Name in formulas'), { target: { value: 'minor' } });
  fireEvent.change(within(field).getByLabelText('Help (English)'), { target: { value: 'Below 18.' } });
  expect(inputs()[0]?.fields?.[1]).toMatchObject({ name: 'minor', help: { zh: '', en: 'Below 18.' } });
  fireEvent.click(within(list).getByRole('button', { name: 'Remove Age' }));
  expect(inputs()[0]?.fields?.map((one) => one.name)).toEqual(['minor']);
});

it('takes a default away when its field is emptied', () => {
  const inputs = edited([{ name: 'n', label: label('Count'), type: 'persons', default: 2 }]);
  const count = within(open('Count')).getByLabelText('Default');
  fireEvent.change(count, { target: { value: '4' } });
  expect(inputs()[0]?.default).toBe(4);
  fireEvent.change(count, { target: { value: '' } });
  expect(inputs()[0]).not.toHaveProperty('default');
});

it('tells what is wrong with a field of a list, closed at the list, open at the field', () => {
  const problem = {
    pointer: '/inputs/0/fields/0/name',
    code: 'bad_name',
    detail: '',
    zh: '',
    en: 'A bad name',
  };
  edited([members], [problem]);
  expect(within(screen.getByRole('region', { name: 'Members' })).getByText('A bad name')).toBeTruthy();
  const list = open('Members');
  expect(within(list).getAllByText('A bad name')).toHaveLength(1);
  expect(within(within(list).getByRole('region', { name: 'Age' })).getByText('A bad name')).toBeTruthy();
});
