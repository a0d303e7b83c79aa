import { useTranslation } from 'react-i18next';
import { useText } from '../../../i18n';
import { inWords } from '../in-words';
import type { PolicyDocument } from '../queries';

interface Props {
  document: PolicyDocument;
  label: string;
  cel: string | null | undefined;
}

/** A formula as it is written, and in words where words can say it. */
export function Formula({ document, label, cel }: Props) {
  const { t } = useTranslation();
  const textOf = useText();
  if (!cel) return null;
  const words = inWords(
    document,
    cel,
    (key, fallback) => t(`policies.words.${key}`, { defaultValue: fallback ?? key }),
    textOf,
  );
  return (
    <div className="cel">
      <span className="muted">{label}</span> {words && <span className="in-words">{words}</span>}
      <code className="cel-source">{cel}</code>
    </div>
  );
}
