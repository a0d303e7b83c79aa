import { Button } from 'antd';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyInput, Preview } from '../../../api/types';
import { useText } from '../../../i18n';
import { type BillEntry, followed, unfinished, wholeBills } from '../../../lib/bills';
import type { Facts } from '../../../lib/fact-form';
import { BillFields } from '../../../ui/bill-fields';
import { YearSoFar } from '../../../ui/bill-list';
import type { IntakeDraft } from './draft';

interface Props {
  inputs: PolicyInput[];
  facts: Facts;
  bills: BillEntry[];
  preview: Preview | undefined;
  onChange: (bills: BillEntry[]) => void;
  onFacts: (facts: Facts) => void;
}

/** The bills of the form: what is whole goes out, what is not holds it back. */
export function useBills(draft: IntakeDraft, setDraft: (change: (old: IntakeDraft) => IntakeDraft) => void) {
  const entered = useMemo(() => draft.bills ?? [], [draft.bills]);
  const bills = useMemo(() => wholeBills(entered), [entered]);
  const onFacts = useCallback(
    (next: Facts) => setDraft((old) => ({ ...old, facts: { ...old.facts, ...next } })),
    [setDraft],
  );
  const onChange = (next: BillEntry[]) => setDraft((old) => ({ ...old, bills: next }));
  return { bills, incomplete: unfinished(entered), section: { bills: entered, onChange, onFacts } };
}

export const countsBills = (inputs: PolicyInput[]): boolean => inputs.some((input) => input.bills);

/** The bills handed in with the application; what they sum up to goes into the facts nobody has typed. */
export function BillsSection({ inputs, facts, bills, preview, onChange, onFacts }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const before = useRef<Facts>({});
  const summed = preview?.facts_by_bills as Facts | undefined;
  useEffect(() => {
    if (!summed || Object.keys(summed).length === 0) return;
    const follow = followed(facts, before.current, summed);
    before.current = summed;
    if (Object.keys(follow).length > 0) onFacts(follow);
  }, [summed, facts, onFacts]);
  if (!countsBills(inputs)) return null;
  const wrong = (at: number): Record<string, string> =>
    Object.fromEntries(
      (preview?.errors ?? []).flatMap((fault) => {
        const found = new RegExp(`^/bills/${at}/(\\w+)$`).exec(fault.pointer)?.[1];
        return found ? [[found, fault.message]] : [];
      }),
    );
  const differing = Object.entries(summed ?? {}).filter(([name, value]) => facts[name] !== value);
  const names = differing.map(([name]) => text(inputs.find((input) => input.name === name)?.label));
  return (
    <fieldset className="form-section">
      <legend>{t('bills.title')}</legend>
      <p className="muted">{t('bills.hint')}</p>
      {preview?.year && <YearSoFar year={preview.year} />}
      {bills.map((bill, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their place
        <div key={at} className="bill-card">
          <BillFields
            bill={bill}
            wrong={wrong(at)}
            onChange={(next) => onChange(bills.map((old, place) => (place === at ? next : old)))}
          />
          <Button
            size="small"
            aria-label={t('bills.remove', { number: bill.number ?? '' })}
            onClick={() => onChange(bills.filter((_, place) => place !== at))}
          >
            {t('ui.remove')}
          </Button>
        </div>
      ))}
      <div className="act-bar">
        <Button onClick={() => onChange([...bills, {}])}>{t('bills.add_line')}</Button>
        {differing.length > 0 && (
          <Button onClick={() => onFacts(summed ?? {})}>
            {t('bills.take', { sums: names.join(t('ui.list_comma')) })}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
