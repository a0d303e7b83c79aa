import { Checkbox, Form, Input, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../lib/debounce';
import { citizenId } from '../lib/typed';

export interface IdCheck {
  valid: boolean;
  message?: string | null;
  normalized?: string | null;
  birth_on?: string | null;
  sex?: string | null;
  age?: number | null;
  is_demo?: boolean | null;
}

interface Props {
  check: (citizenId: string) => Promise<IdCheck>;
  /** Told the normalised number whenever a valid one stands in the field, else null. */
  onValid: (citizenId: string | null) => void;
}

const OLD_LENGTH = 15;
const LENGTHS = new Set([OLD_LENGTH, 18]);

/**
 * The number is checked while it is typed; what follows from it is shown, not asked. It is counted after what
 * stands between its groups is taken away, and shown as it was understood when the field is left.
 */
export function CitizenIdField({ check, onValid }: Props) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const typed = citizenId((Form.useWatch('citizen_id', form) as string | undefined) ?? '');
  const quiet = useDebounced(typed, 250);
  const [left, setLeft] = useState(true);
  const [result, setResult] = useState<(IdCheck & { of: string }) | null>(null);

  useEffect(() => {
    let current = true;
    if (!LENGTHS.has(quiet.length)) {
      setResult(null);
      onValid(null);
      return;
    }
    check(quiet)
      .then((answer) => {
        if (!current) return;
        setResult({ ...answer, of: quiet });
        onValid(answer.valid ? (answer.normalized ?? quiet) : null);
      })
      // Saving checks again; a lost line here must not stop the typing.
      .catch(() => current && setResult(null));
    return () => {
      current = false;
    };
  }, [quiet, check, onValid]);

  // What was confirmed of one number says nothing of the next.
  // biome-ignore lint/correctness/useExhaustiveDependencies: of every other number
  useEffect(() => form.setFieldValue('confirm_15_digits', undefined), [typed, form]);

  const shown = result && result.of === typed ? result : null;
  // One of eighteen digits has fifteen for a moment.
  const old = left && typed.length === OLD_LENGTH;
  return (
    <div>
      <Form.Item
        name="citizen_id"
        label={t('ui.citizen_id')}
        validateStatus={shown ? (shown.valid ? 'success' : 'error') : undefined}
        hasFeedback
        rules={[
          { required: true, message: t('ui.required') },
          {
            validator: (_rule, value: string | undefined) =>
              !value || LENGTHS.has(citizenId(value).length)
                ? Promise.resolve()
                : Promise.reject(new Error(t('ui.citizen_id_length'))),
            validateTrigger: 'onBlur',
          },
        ]}
        validateTrigger="onBlur"
        extra={
          <span aria-live="polite">
            {!shown && t('ui.citizen_id_hint', { count: typed.length })}
            {shown && !shown.valid && <span className="field-wrong">{shown.message}</span>}
            {shown?.valid && (
              <>
                {shown.birth_on} · {t(`ui.sex.${shown.sex}`)} · {t('ui.years', { count: shown.age ?? 0 })}{' '}
                {shown.is_demo && <Tag>{t('ui.demo')}</Tag>}
              </>
            )}
          </span>
        }
      >
        <Input
          autoComplete="off"
          inputMode="text"
          spellCheck={false}
          onFocus={() => setLeft(false)}
          onBlur={() => {
            setLeft(true);
            form.setFieldValue('citizen_id', citizenId(form.getFieldValue('citizen_id') ?? ''));
          }}
        />
      </Form.Item>
      {old && (
        <Form.Item
          name="confirm_15_digits"
          valuePropName="checked"
          extra={t('ui.old_form_hint')}
          rules={[
            {
              validator: (_rule, confirmed) =>
                confirmed ? Promise.resolve() : Promise.reject(new Error(t('ui.old_form_rule'))),
            },
          ]}
        >
          <Checkbox>{t('ui.old_form_confirm')}</Checkbox>
        </Form.Item>
      )}
    </div>
  );
}
