import { Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../../i18n';
import { MoneyInput } from '../../../ui/money';
import type { PolicyDocument } from '../queries';
import { parsePercent, percentText } from './figures';

type Choices = PolicyDocument['inputs'][number]['values'];
export type Value = number | boolean | string | undefined;

interface Props {
  label: string;
  kind: string;
  choices?: Choices;
  value: Value;
  onChange: (value: Value) => void;
}

/** One value by what it measures; left empty it is none. */
export function ValueInput({ label, kind, choices, value, onChange }: Props) {
  const { t } = useTranslation();
  const textOf = useText();
  if (kind === 'fen')
    return (
      <MoneyInput
        aria-label={label}
        value={typeof value === 'number' ? value : null}
        onChange={(fen) => onChange(fen ?? undefined)}
      />
    );
  if (kind === 'permille')
    return (
      <TypedNumber
        label={label}
        suffix="%"
        value={value}
        onChange={onChange}
        parse={parsePercent}
        write={percentText}
      />
    );
  if (kind === 'bool' || kind === 'code') {
    const options =
      kind === 'bool'
        ? [
            { value: 'true', label: t('ui.yes') },
            { value: 'false', label: t('ui.no') },
          ]
        : (choices ?? []).map((choice) => ({ value: choice.code, label: textOf(choice.label) }));
    return (
      <Select
        aria-label={label}
        allowClear
        style={{ minWidth: 130 }}
        value={value === undefined ? undefined : String(value)}
        onChange={(next?: string) => onChange(kind === 'bool' && next ? next === 'true' : next)}
        options={options}
      />
    );
  }
  if (kind === 'date')
    return (
      <Input
        type="date"
        aria-label={label}
        value={String(value ?? '')}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
    );
  return (
    <TypedNumber
      label={label}
      value={value}
      onChange={onChange}
      parse={(text) => (/^\d{1,12}$/.test(text.trim()) ? Number(text) : null)}
      write={String}
    />
  );
}

interface TypedProps {
  label: string;
  suffix?: string;
  value: Value;
  onChange: (value: Value) => void;
  parse: (text: string) => number | null;
  write: (value: number) => string;
}

/** What is typed stays as it is typed; what is no number is marked and counts as none. */
function TypedNumber({ label, suffix, value, onChange, parse, write }: TypedProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => (typeof value === 'number' ? write(value) : ''));
  const parsed = parse(text);
  const wrong = text.trim() !== '' && parsed === null;
  useEffect(() => {
    if (value === undefined) setText((old) => (parse(old) === null ? old : ''));
  }, [value, parse]);
  return (
    <>
      <Input
        aria-label={label}
        inputMode="decimal"
        autoComplete="off"
        suffix={suffix}
        status={wrong ? 'error' : undefined}
        aria-invalid={wrong || undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange(parse(event.target.value) ?? undefined);
        }}
      />
      {wrong && (
        <div className="field-wrong" role="alert">
          {t('simulations.number_wrong')}
        </div>
      )}
    </>
  );
}
