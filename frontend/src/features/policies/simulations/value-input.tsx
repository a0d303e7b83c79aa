import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useText } from '../../../i18n';
import { MoneyInput } from '../../../ui/money';
import { PercentInput, TypedNumber } from '../../../ui/typed-number';
import type { PolicyDocument } from '../queries';

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
      <PercentInput
        aria-label={label}
        value={typeof value === 'number' ? value : undefined}
        onChange={(share) => onChange(share)}
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
      aria-label={label}
      value={typeof value === 'number' ? value : undefined}
      onChange={onChange}
      parse={parseWhole}
      write={String}
    />
  );
}

const parseWhole = (text: string) => (/^\d{1,12}$/.test(text.trim()) ? Number(text) : null);
