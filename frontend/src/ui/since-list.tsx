import { useTranslation } from 'react-i18next';
import { beijingTime } from '../lib/dates';

export interface SinceLike {
  at: string;
  by: string;
  role: string;
  action: string;
}

/** Who did what to a record since it was read, the latest first. */
export function SinceList({ of }: { of: SinceLike[] | undefined }) {
  const { t } = useTranslation();
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
              action: t(`audit.actions.${each.action}`, { defaultValue: each.action }),
            })}
          </li>
        ))}
      </ul>
    </>
  );
}
