import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useText } from '../i18n';

export interface FindingLike {
  seq: number;
  label: { zh: string; en: string };
  by: string[];
  on: string;
  texts: string[];
}

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
            <li key={finding.seq}>
              <strong>{text(finding.label)}</strong>{' '}
              <span className="muted">
                {finding.by.join(t('ui.list_comma'))} · {finding.on}
              </span>
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
