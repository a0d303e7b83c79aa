import { useTranslation } from 'react-i18next';

/** A value the server has masked; screen readers are told so instead of reading asterisks. */
export function Masked({ value }: { value: string | null | undefined }) {
  const { t } = useTranslation();
  if (!value) return <span>—</span>;
  const hidden = value.includes('*');
  return (
    <span className="masked">
      <span aria-hidden={hidden || undefined}>{value}</span>
      {hidden && (
        <span className="sr-only">
          {t('ui.masked_tail', { tail: value.replace(/^.*\*/, '') || t('ui.none') })}
        </span>
      )}
    </span>
  );
}
