import { useTranslation } from 'react-i18next';
import { useText } from '../i18n';
import { beijingTime } from '../lib/dates';

export interface SinceLike {
  at: string;
  by: string;
  role: string;
  action: string;
  label: { zh: string; en: string };
}

/** Who did what to a record since it was read, the latest first. */
export function SinceList({ of }: { of: SinceLike[] | undefined }) {
  const { t } = useTranslation();
  const text = useText();
  if (!of || of.length === 0) return null;
  return (
    <>
      <p>{t('ui.since')}</p>
      <ul>
        {of.map((each) => (
          <li key={each.at + each.action}>
            {beijingTime(each.at)} {each.by}
            {t('ui.since_post', {
              role: t(`app.role.${each.role}`, { defaultValue: each.role }),
              action: text(each.label),
            })}
          </li>
        ))}
      </ul>
    </>
  );
}
