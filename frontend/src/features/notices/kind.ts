import type { TFunction } from 'i18next';

/** The first notice of a village's quarter, a supplement, or a further one. */
export function kindOf(t: TFunction, part: number): string {
  if (part <= 1) return t('notices.first');
  return part === 2 ? t('notices.supplement') : t('notices.supplement_no', { number: part - 1 });
}
