import { Input, type InputProps } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatFen, parseYuan } from '../lib/money';

/** An amount in yuan, right-aligned digits; a dash where there is none. */
export function Money({ fen, unit }: { fen: number | null | undefined; unit?: boolean }) {
  if (fen === null || fen === undefined) return <span className="money">—</span>;
  return (
    <span className="money">
      {unit && '¥\u00a0'}
      {formatFen(fen)}
    </span>
  );
}

type MoneyInputProps = Omit<InputProps, 'value' | 'onChange'> & {
  value?: number | null;
  onChange?: (fen: number | null) => void;
};

/** Typed in yuan, held in fen. What is not money stays visible and is reported as missing. */
export function MoneyInput({ value, onChange, onBlur, onFocus, ...rest }: MoneyInputProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => (value === null || value === undefined ? '' : formatFen(value)));
  const parsed = parseYuan(text);
  const wrong = text.trim() !== '' && parsed === null;

  useEffect(() => {
    if (value === undefined || value === null) setText((old) => (parseYuan(old) === null ? old : ''));
    else setText((old) => (parseYuan(old) === value ? old : formatFen(value)));
  }, [value]);

  const field = (
    <Input
      inputMode="decimal"
      autoComplete="off"
      suffix="¥"
      status={wrong ? 'error' : undefined}
      aria-invalid={wrong || undefined}
      {...rest}
      className={`money-input ${rest.className ?? ''}`}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange?.(parseYuan(event.target.value));
      }}
      // Typing replaces the sum that stands there, as a clerk expects of a figure reached by Enter.
      onFocus={(event) => {
        event.target.select();
        onFocus?.(event);
      }}
      onBlur={(event) => {
        if (parsed !== null) setText(formatFen(parsed));
        onBlur?.(event);
      }}
    />
  );
  return (
    <>
      {field}
      {wrong && (
        <div className="field-wrong" role="alert">
          {t('ui.money_wrong')}
        </div>
      )}
    </>
  );
}
