import { Alert, Button, Form, type FormInstance, Input, Select } from 'antd';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enterPastClosedList, enterToNext, firstEmptyField } from '../lib/keyboard';
import { luhnFits, number, phone } from '../lib/typed';
import { CitizenIdField, type IdCheck } from './citizen-id-field';
import { useFormDraft } from './form-draft';
import { formErrors } from './form-errors';
import { ProblemAlert } from './problem-alert';
import { useCardReader } from './use-card-reader';

export interface PersonValues {
  citizen_id: string;
  confirm_15_digits?: boolean;
  name: string;
  division: string;
  address?: string;
  phone?: string;
  bank_account?: string;
  bank_name?: string;
}

interface Props {
  /** Where what is typed waits until it is saved; ids, phones and accounts do not. */
  draftKey: string;
  initial?: Partial<PersonValues>;
  villages: { code: string; name: string }[];
  check: (citizenId: string) => Promise<IdCheck>;
  /** What to show when the person is already known: a warning with the way to the record. */
  duplicate: (citizenId: string) => Promise<ReactNode | null>;
  onSubmit: (values: PersonValues) => Promise<void>;
  onCancel?: () => void;
}

export function PersonForm({ draftKey, initial, villages, check, duplicate, onSubmit, onCancel }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<PersonValues>();
  const draft = useFormDraft<Partial<PersonValues>>(draftKey, form as FormInstance<Partial<PersonValues>>, {
    numbers: true,
    // A card that was read is one person: what was typed of another is offered, not mixed in.
    fits: ({ name }) => !initial?.citizen_id || name === initial.name,
  });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [known, setKnown] = useState<ReactNode>(null);
  const asked = useRef<string | null>(null);

  const onlyVillage = villages.length === 1 ? villages[0]?.code : undefined;
  useEffect(() => {
    if (onlyVillage && !form.getFieldValue('division')) form.setFieldValue('division', onlyVillage);
  }, [onlyVillage, form]);

  const valid = useCallback(
    (citizenId: string | null) => {
      if (citizenId === asked.current) return;
      asked.current = citizenId;
      setKnown(null);
      if (!citizenId) return;
      duplicate(citizenId)
        .then((warning) => asked.current === citizenId && setKnown(warning))
        .catch(() => undefined);
    },
    [duplicate],
  );

  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what opened the form has gone, and the focus with it
  useEffect(() => {
    const lost = document.activeElement === document.body;
    if (lost || initial?.citizen_id) firstEmptyField(box.current)?.focus();
  }, []);
  const readCard = useCardReader(
    () => form.getFieldsValue(),
    (card, before) => {
      form.setFieldsValue({
        ...before,
        citizen_id: card.citizenId,
        ...(card.name ? { name: card.name } : {}),
      });
      // Which field is empty is known once they show the card.
      window.setTimeout(() => firstEmptyField(box.current)?.focus());
    },
  );

  const read = (event: KeyboardEvent) => {
    readCard(event);
    if (!event.defaultPrevented) enterPastClosedList(event);
  };

  const submit = async (values: PersonValues) => {
    setBusy(true);
    setError(null);
    try {
      await onSubmit(values);
      draft.drop();
    } catch (problem) {
      setError(problem);
      form.setFields(formErrors(problem) as never);
    } finally {
      setBusy(false);
    }
  };

  const required = [{ required: true, whitespace: true, message: t('ui.required') }];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to the card reader, offers no interaction itself
    <div ref={box} onKeyDownCapture={read} onKeyDown={enterToNext}>
      <ProblemAlert error={error} />
      {draft.note}
      <Form
        form={form}
        name="person"
        layout="vertical"
        initialValues={{ ...draft.begun, ...initial }}
        onValuesChange={draft.keep}
        onFinish={submit}
        disabled={busy}
      >
        <p className="muted">{t('ui.card_reader_hint')}</p>
        <div className="field-grid">
          <CitizenIdField check={check} onValid={valid} />
          <Form.Item name="name" label={t('ui.name')} rules={[...required, { max: 50 }]}>
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item name="division" label={t('ui.village')} rules={required}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('ui.choose_division')}
              options={villages.map((village) => ({ value: village.code, label: village.name }))}
            />
          </Form.Item>
          <PersonContactFields />
        </div>
        {known && <Alert className="problem" type="warning" showIcon title={known} />}
        <div className="act-bar">
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('ui.register')}
          </Button>
          {onCancel && <Button onClick={draft.leave(onCancel)}>{t('ui.cancel')}</Button>}
        </div>
      </Form>
    </div>
  );
}

export function PersonContactFields() {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  // Shown as it was understood when the field is left; while typing nothing moves.
  const tidy = (name: string, clean: (text: string) => string) => () => {
    const value = form.getFieldValue(name) as string | undefined;
    if (value) form.setFieldValue(name, clean(value));
  };
  const holds = (right: (account: string) => boolean, message: string) => (_rule: unknown, value?: string) =>
    !value || right(number(value)) ? Promise.resolve() : Promise.reject(new Error(message));
  return (
    <>
      <Form.Item name="address" label={t('ui.address')}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t('ui.phone')}>
        <Input autoComplete="off" inputMode="tel" onBlur={tidy('phone', phone)} />
      </Form.Item>
      <Form.Item
        name="bank_account"
        label={t('ui.bank_account')}
        validateTrigger="onBlur"
        rules={[
          { validator: holds((account) => /^\d{12,19}$/.test(account), t('ui.bank_account_rule')) },
          { validator: holds(luhnFits, t('ui.bank_account_check')), warningOnly: true },
        ]}
      >
        <Input autoComplete="off" inputMode="numeric" onBlur={tidy('bank_account', number)} />
      </Form.Item>
      <Form.Item name="bank_name" label={t('ui.bank_name')}>
        <Input autoComplete="off" />
      </Form.Item>
    </>
  );
}
