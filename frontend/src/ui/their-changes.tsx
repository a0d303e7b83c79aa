import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';

export interface Theirs {
  /** Labels of what was taken over. */
  taken: string[];
  /** What both changed, and what it is now with the others. */
  contested: { label: string; value: string }[];
}

/** What others changed of the record while it was being edited. */
export function TheirChanges({ of }: { of: Theirs | null }) {
  const { t } = useTranslation();
  if (!of || of.taken.length + of.contested.length === 0) return null;
  const merged = of.taken.length > 0 && t('ui.theirs_merged', { labels: of.taken.join(t('ui.list_comma')) });
  return (
    <Alert
      className="problem"
      type="warning"
      showIcon
      title={of.contested.length > 0 ? t('ui.theirs_title') : merged}
      description={
        of.contested.length > 0 && (
          <>
            <ul className="plain-list">
              {of.contested.map((each) => (
                <li key={each.label}>{t('ui.theirs_now', each)}</li>
              ))}
            </ul>
            {merged}
          </>
        )
      }
    />
  );
}
