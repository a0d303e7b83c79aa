import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useText } from '../i18n';

export interface FindingLike {
  seq?: number | null | undefined;
  act: string;
  label: { zh: string; en: string };
  /** Nobody where the records say it. */
  by: string[];
  on: string;
  texts: string[];
}

/** What tells one finding from the others of its case. */
export const findingKey = (of: FindingLike): string =>
  [of.seq ?? of.act, of.label.zh, ...of.texts].join('\n');

/** Who found it and when. */
export const findingSource = (of: FindingLike, comma: string): string[] =>
  of.by.length > 0 ? [of.by.join(comma), of.on] : [of.on];

/** What was found or said against a case: never to be overlooked by whoever decides it. */
export function Findings({ of }: { of: FindingLike[] | undefined }) {
  const { t } = useTranslation();
  const text = useText();
  if (!of || of.length === 0) return null;
  return (
    <Alert
      className="problem"
      type="error"
      showIcon
      title={t('ui.findings')}
      description={
        <ul className="plain-list">
          {of.map((finding) => (
            <li key={findingKey(finding)}>
              <strong>{text(finding.label)}</strong>{' '}
              <span className="muted">{findingSource(finding, t('ui.list_comma')).join(' · ')}</span>
              {finding.texts.map((words) => (
                <div key={words}>{words}</div>
              ))}
            </li>
          ))}
        </ul>
      }
    />
  );
}
