import { Input, type InputProps } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parsePercent, percentText } from '../lib/facts';

type Props = Omit<InputProps, 'value' | 'onChange'> & {
  value?: number;
  onChange?: (value: number | undefined) => void;
};

interface TypedProps extends Props {
  parse: (text: string) => number | null;
  write: (value: number) => string;
}

/** What is typed stays as it is typed; what is no number is marked and counts as none. */
export function TypedNumber({ value, onChange, parse, write, ...rest }: TypedProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => (typeof value === 'number' ? write(value) : ''));
  const parsed = parse(text);
  const wrong = text.trim() !== '' && parsed === null;
  useEffect(() => {
    if (value === undefined || value === null) setText((old) => (parse(old) === null ? old : ''));
    else setText((old) => (parse(old) === value ? old : write(value)));
  }, [value, parse, write]);
  return (
    <>
      <Input
        inputMode="decimal"
        autoComplete="off"
        status={wrong ? 'error' : undefined}
        aria-invalid={wrong || undefined}
        {...rest}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange?.(parse(event.target.value) ?? undefined);
        }}
      />
      {wrong && (
        <div className="field-wrong" role="alert">
          {t('ui.number_wrong')}
        </div>
      )}
    </>
  );
}

/** A share as people write it, in per cent with one decimal; held in thousandths. */
export function PercentInput(props: Props) {
  return <TypedNumber suffix="%" {...props} parse={parsePercent} write={percentText} />;
}
