import { Input, Select } from 'antd';
import { createContext, type ReactNode, useContext, useId } from 'react';
import type { Schemas } from '../../../api/types';

export type LawProblem = Schemas['LawProblem'];

/** What the server found wrong with the entry as it stands on the screen. */
export const Problems = createContext<(pointer: string) => string[]>(() => []);

function Field({ label, at, children }: { label: string; at: string; children: (id: string) => ReactNode }) {
  const id = useId();
  const wrong = useContext(Problems)(at);
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {wrong.map((text) => (
        <div key={text} className="field-wrong">
          {text}
        </div>
      ))}
    </div>
  );
}

interface TextProps {
  label: string;
  /** JSON pointer of what is typed here. */
  at: string;
  value: string | null | undefined;
  onChange: (value: string) => void;
  type?: 'text' | 'date';
  rows?: number;
}

export function TextField({ label, at, value, onChange, type, rows }: TextProps) {
  return (
    <Field label={label} at={at}>
      {(id) =>
        rows ? (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: rows, maxRows: 8 }}
            value={value ?? ''}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Input
            id={id}
            type={type}
            autoComplete="off"
            value={value ?? ''}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}

interface ChoiceProps<C extends string> {
  label: string;
  at: string;
  value: C | null | undefined;
  onChange: (value: C | undefined) => void;
  options: { value: C; label: string }[];
  optional?: boolean;
}

export function ChoiceField<C extends string>({
  label,
  at,
  value,
  onChange,
  options,
  optional,
}: ChoiceProps<C>) {
  return (
    <Field label={label} at={at}>
      {(id) => (
        <Select<C>
          id={id}
          style={{ width: '100%' }}
          allowClear={optional}
          showSearch={{ optionFilterProp: 'label' }}
          value={value ?? undefined}
          onChange={(next) => onChange(next)}
          options={options}
        />
      )}
    </Field>
  );
}

interface PairProps {
  label: [zh: string, en: string];
  at: string;
  value: { zh: string; en: string } | null | undefined;
  onChange: (value: { zh: string; en: string }) => void;
  rows?: number;
}

/** The same in Chinese and in English. */
export function PairField({ label, at, value, onChange, rows }: PairProps) {
  const pair = value ?? { zh: '', en: '' };
  return (
    <>
      <TextField
        label={label[0]}
        at={`${at}/zh`}
        rows={rows}
        value={pair.zh}
        onChange={(zh) => onChange({ ...pair, zh })}
      />
      <TextField
        label={label[1]}
        at={`${at}/en`}
        rows={rows}
        value={pair.en}
        onChange={(en) => onChange({ ...pair, en })}
      />
    </>
  );
}
