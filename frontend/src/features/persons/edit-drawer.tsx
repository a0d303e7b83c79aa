import { App, Button, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { isProblem } from '../../api/problem';
import { useVillages } from '../../api/resources/reference';
import { useUser } from '../../api/session';
import type { Person, PersonPatch } from '../../api/types';
import { draftKey } from '../../lib/drafts';
import { enterMoves } from '../../lib/keyboard';
import { useFormDraft } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { PersonContactFields } from '../../ui/person-form';
import { ProblemAlert } from '../../ui/problem-alert';
import { TheirChanges } from '../../ui/their-changes';
import { useRebased } from '../../ui/use-rebased';

interface Props {
  person: Person;
  onClose: () => void;
  onSaved: (person: Person) => void;
  onStale: () => void;
}

/** The record as its reader sees it; what is hidden by its mask. */
const shownOf = (person: Person) => ({
  name: person.name,
  division: person.division.code,
  bank_name: person.bank_name ?? '',
  address: person.address ?? undefined,
  phone: person.phone ?? undefined,
  bank_account: person.bank_account ?? undefined,
});

/** Hidden values stay as they are unless a new one is typed: what is masked is never sent back. */
export function EditPerson({ person, onClose, onSaved, onStale }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const user = useUser();
  const villages = useVillages(user);
  const [form] = Form.useForm<PersonPatch>();
  const draft = useFormDraft(draftKey(user.id, `person.${person.id}`), form, {
    version: person.version,
    numbers: true,
  });
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const shown = shownOf(person);
  const theirs = useRebased({
    now: shown,
    // What is hidden is changed by typing it anew.
    typed: (base) => {
      const typed = form.getFieldsValue(true) as Record<string, unknown>;
      const entered = Object.entries(typed).filter(([, value]) => value !== undefined && value !== '');
      return { ...base, ...Object.fromEntries(entered) } as typeof base;
    },
    keep: ({ name, division, bank_name }) => form.setFieldsValue({ name, division, bank_name }),
    label: (name) => t(name === 'division' ? 'ui.village' : `ui.${name}`),
    value: (name, value) => (name === 'division' ? person.division.full_name : String(value ?? t('ui.none'))),
  });

  const save = async (values: PersonPatch) => {
    const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
    const body = Object.fromEntries(entries) as PersonPatch;
    setBusy(true);
    setError(null);
    try {
      onSaved(await api.patch('/persons/{id}', { path: { id: person.id }, version: person.version, body }));
      draft.drop();
      message.success(t('ui.saved'));
      onClose();
    } catch (problem) {
      setError(problem);
      form.setFields(formErrors(problem) as never);
      if (isProblem(problem) && problem.status === 412) onStale();
    } finally {
      setBusy(false);
    }
  };

  return (
    <Drawer open onClose={draft.leave(onClose)} size="large" title={t('persons.edit', { name: person.name })}>
      <ProblemAlert error={error} />
      <TheirChanges of={theirs} />
      {draft.note}
      <p className="muted">{t('persons.edit_hint')}</p>
      <div {...enterMoves}>
        <Form
          form={form}
          name="person"
          layout="vertical"
          onFinish={save}
          onValuesChange={draft.keep}
          disabled={busy}
          initialValues={{
            name: shown.name,
            division: shown.division,
            bank_name: shown.bank_name,
            ...draft.begun,
          }}
        >
          <Form.Item name="name" label={t('ui.name')} rules={[{ required: true, whitespace: true, max: 50 }]}>
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item name="division" label={t('ui.village')}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={villages.map((village) => ({ value: village.code, label: village.name }))}
            />
          </Form.Item>
          <PersonContactFields />
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('ui.save')}
          </Button>
        </Form>
      </div>
    </Drawer>
  );
}
