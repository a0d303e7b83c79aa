import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { divisionQuery } from '../../api/resources/reference';
import { useUser } from '../../api/session';

const isCountry = (code: string): boolean => /^0+$/.test(code);

/** The digits of a division code that say something: `341524000000` → `341524`. */
export const shortCode = (code: string): string => {
  const level = [2, 4, 6, 9].find((digits) => /^0*$/.test(code.slice(digits)));
  return code.slice(0, level ?? code.length);
};

/**
 * The names of places by their codes. An installation knows the divisions of its own province only; of the
 * others the province is told with the code.
 */
export function usePlaces(codes: string[]): (code: string) => string {
  const { t } = useTranslation();
  const own = useUser().county.slice(0, 2);
  const asked = [...new Set(codes)].filter((code) => !isCountry(code) && code.startsWith(own));
  const found = useQueries({ queries: asked.map((code) => ({ ...divisionQuery(code), retry: false })) });
  const names = new Map(asked.map((code, index) => [code, found[index]?.data?.full_name]));
  return (code) => {
    if (isCountry(code)) return t('policies.national');
    const province = t(`policies.province.${code.slice(0, 2)}`, { defaultValue: '' });
    const short = shortCode(code);
    return (
      names.get(code) ?? [province, short.length > 2 || !province ? short : ''].filter(Boolean).join(' ')
    );
  };
}
