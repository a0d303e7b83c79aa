import { Button, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  children: ReactNode;
  /** Sheets that also fit the roll of a receipt printer. */
  roll?: boolean;
  /** Pages that lie on their side and are laid out one by one. */
  wide?: boolean;
  /** Said beside the sheet, not printed. */
  note?: string;
  onBack?: () => void;
}

/** Paper on the screen; the browser prints this and nothing else. */
export function PrintSheet({ children, roll, wide, note, onBack }: Props) {
  const { t } = useTranslation();
  const [size, setSize] = useState<'a4' | 'roll'>('a4');
  return (
    <div className="print-frame">
      <div className="print-tools no-print">
        {onBack && <Button onClick={onBack}>{t('ui.back')}</Button>}
        {roll && (
          <Segmented
            value={size}
            onChange={(value) => setSize(value as 'a4' | 'roll')}
            options={[
              { value: 'a4', label: 'A4' },
              { value: 'roll', label: '80 mm' },
            ]}
          />
        )}
        <Button type="primary" onClick={() => window.print()}>
          {t('ui.print')}
        </Button>
      </div>
      {note && <p className="muted print-tools no-print">{note}</p>}
      <div className={`sheet ${wide ? 'sheet-wide' : `sheet-${size}`}`}>{children}</div>
    </div>
  );
}
