import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { divisionsQuery } from '../../api/resources/reference';

interface Props {
  id?: string;
  county: string;
  level: 3 | 4 | 5;
  value?: string;
  onChange?: (code: string | undefined) => void;
}

const TOWNSHIP_DIGITS = 9;

/** The place of an account, as deep as its role needs: nothing to choose, a township, or a township's village. */
export function DivisionField({ id, county, level, value, onChange }: Props) {
  const { t } = useTranslation();
  const countyCode = county.padEnd(12, '0');
  const [township, setTownship] = useState(() => townshipOf(value, countyCode));
  const townships = useQuery({ ...divisionsQuery(countyCode), enabled: level > 3 });
  const villages = useQuery({
    ...divisionsQuery(township ?? ''),
    enabled: level === 5 && township !== undefined,
  });
  const options = (list: { code: string; name: string }[] | undefined) =>
    (list ?? []).map((division) => ({ value: division.code, label: division.name }));

  useEffect(() => {
    if (level === 3 && value !== countyCode) onChange?.(countyCode);
    if (level === 4 && value !== undefined && value !== township) onChange?.(township);
    if (level === 5 && value !== undefined && value === township) onChange?.(undefined);
  }, [level, value, township, countyCode, onChange]);

  if (level === 3) return <span id={id}>{t('accounts.whole_county')}</span>;
  return (
    <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
      <Select
        id={id}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ minWidth: 180, flex: 1 }}
        placeholder={t('accounts.township')}
        aria-label={t('accounts.township')}
        value={township}
        options={options(townships.data)}
        onChange={(code: string) => {
          setTownship(code);
          onChange?.(level === 4 ? code : undefined);
        }}
      />
      {level === 5 && (
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          style={{ minWidth: 180, flex: 1 }}
          placeholder={t('accounts.village')}
          aria-label={t('accounts.village')}
          value={value === township ? undefined : value}
          options={options(villages.data)}
          onChange={(code: string) => onChange?.(code)}
        />
      )}
    </div>
  );
}

function townshipOf(code: string | undefined, county: string): string | undefined {
  if (!code || code === county) return undefined;
  return code.slice(0, TOWNSHIP_DIGITS).padEnd(12, '0');
}
