import { Form, Input, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../lib/debounce';

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

const LENGTHS = new Set([15, 18]);

/** The number is checked while it is typed; what follows from it is shown, not asked. */
export function CitizenIdField({ check, onValid }: Props) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const typed = ((Form.useWatch('citizen_id', form) as string | undefined) ?? '').replace(/\s/g, '');
  const quiet = useDebounced(typed, 250);
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

  const shown = result && result.of === typed ? result : null;
  return (
    <Form.Item
      name="citizen_id"
      label={t('ui.citizen_id')}
      normalize={(value: string) => value.replace(/\s/g, '').toUpperCase()}
      validateStatus={shown ? (shown.valid ? 'success' : 'error') : undefined}
      hasFeedback={Boolean(shown)}
      rules={[
        { required: true, message: t('ui.required') },
        {
          validator: (_rule, value: string | undefined) =>
            !value || LENGTHS.has(value.length)
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
      <Input maxLength={18} autoComplete="off" inputMode="text" spellCheck={false} />
    </Form.Item>
  );
}
