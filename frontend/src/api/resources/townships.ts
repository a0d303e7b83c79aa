import { useQuery } from '@tanstack/react-query';
import { useUser } from '../session';
import { divisionsQuery } from './reference';

const TOWNSHIP_LEVEL = 4;

/** The townships a county user may choose among; whoever belongs to one has no choice to make. */
export function useTownships(): { value: string; label: string }[] {
  const user = useUser();
  const county = user.county.padEnd(12, '0');
  const wide = user.division.level < TOWNSHIP_LEVEL;
  const { data } = useQuery({ ...divisionsQuery(county), enabled: wide });
  return wide ? (data ?? []).map((division) => ({ value: division.code, label: division.name })) : [];
}
