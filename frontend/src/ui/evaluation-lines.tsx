import { useTranslation } from 'react-i18next';
import { useText } from '../i18n';
import { permilleText } from '../lib/facts';
import { formatFen } from '../lib/money';
import { Citations, type CitedLike } from './citations';
import { Money } from './money';
import { usePolicyName } from './policy-name';

interface Text {
  zh: string;
  en: string;
}
export interface EvaluationLike {
  eligible: boolean;
  amount_fen: number;
  min_fen: number;
  max_fen: number;
  reason: Text;
  lines: {
    rule: string;
    label: Text;
    value?: unknown;
    unit: string;
    clause?: Text;
    basis?: CitedLike[];
    text?: unknown;
  }[];
  policy_version: string;
  begins?: { from: string; day?: string | null; basis?: CitedLike[] } | null;
}

const COUNTED = new Set(['persons', 'days', 'months', 'years']);

function valueText(value: unknown, unit: string, words: { yes: string; no: string }): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value !== 'number') return value === null || value === undefined ? '—' : String(value);
  if (unit === 'fen') return formatFen(value);
  return unit === 'permille' ? permilleText(value) : String(value);
}

/** The sum and why: each line with its numbers and the clause it rests on. */
export function EvaluationLines({ evaluation }: { evaluation: EvaluationLike }) {
  const { t, i18n } = useTranslation();
  const textOf = useText();
  const policyName = usePolicyName();
  const words = { yes: t('ui.yes'), no: t('ui.no') };
  const lineText = (text: unknown) =>
    typeof text === 'string'
      ? text
      : text
        ? (text as Record<string, string>)[i18n.language === 'en' ? 'en' : 'zh']
        : '';
  return (
    <table className="calc">
      <tbody>
        {evaluation.lines.map((line) => (
          <tr key={line.rule}>
            <th scope="row">
              {textOf(line.label)}
              {lineText(line.text) && <div className="muted">{lineText(line.text)}</div>}
              <div className="muted">
                <Citations basis={line.basis ?? []} />
              </div>
            </th>
            <td className="num">
              {valueText(line.value, line.unit, words)}
              {COUNTED.has(line.unit) && ` ${t(`ui.counted.${line.unit}`)}`}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            {textOf(evaluation.reason)}
            {evaluation.eligible && evaluation.begins && (
              <div className="muted">
                {t(`ui.begins.${evaluation.begins.from}`, { month: evaluation.begins.day?.slice(0, 7) })}{' '}
                <Citations basis={evaluation.begins.basis ?? []} />
              </div>
            )}
            <div className="muted policy-version">{policyName(evaluation.policy_version)}</div>
          </th>
          <td className="num">
            <Money fen={evaluation.amount_fen} unit />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
