import { useTranslation } from 'react-i18next';
import { useText } from '../../i18n';
import { factText } from '../../lib/facts';
import type { PolicyDocument } from './queries';

interface Text {
  zh: string;
  en: string;
}
interface Choice {
  code: string;
  label: Text;
}
/** What a value measures and which choices there are. */
export interface Measure {
  type: string;
  values?: Choice[] | null;
}

const COUNTED = new Set(['persons', 'days', 'months', 'years']);

/** The choices an input or parameter offers under a code, wherever the document names it. */
export function choiceOf(document: PolicyDocument, code: unknown): Choice | undefined {
  if (typeof code !== 'string') return undefined;
  const offers = [
    ...document.inputs.flatMap((input) => [input, ...(input.fields ?? [])]).map((input) => input.values),
    ...(document.parameters ?? []).map((parameter) => parameter.choices),
  ];
  return offers.flatMap((offer) => offer ?? []).find((choice) => choice.code === code);
}

/** A value in words: yuan, percent, persons, days; a list as the number of its members. */
export function useValueText() {
  const { t } = useTranslation();
  const textOf = useText();
  const words = { yes: t('ui.yes'), no: t('ui.no') };
  return (measure: Measure | undefined, value: unknown): string => {
    if (Array.isArray(value)) return t('policies.items', { count: value.length });
    if (typeof value === 'number' && measure && COUNTED.has(measure.type))
      return t(`policies.counted.${measure.type}`, { count: value });
    return factText(measure, value, textOf, words);
  };
}

/** A value of the document whose code is written out by the label the document gives it. */
export function useDocumentText(document: PolicyDocument) {
  const valueText = useValueText();
  return (kind: string, value: unknown): string => {
    const choice = choiceOf(document, value);
    return valueText({ type: kind, values: choice ? [choice] : null }, value);
  };
}
