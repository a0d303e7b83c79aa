import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { billsQuery, type CaseBills as Found, recordBill, removeBill } from '../../api/resources/bills';
import { serviceItemQuery } from '../../api/resources/reference';
import type { Case } from '../../api/types';
import { useText } from '../../i18n';
import { type BillEntry, wholeBill } from '../../lib/bills';
import { formatFen } from '../../lib/money';
import { randomId } from '../../lib/random';
import { BillFields } from '../../ui/bill-fields';
import { BillTable, YearSoFar } from '../../ui/bill-list';
import { ProblemAlert } from '../../ui/problem-alert';
import { Warnings } from '../../ui/warnings';
import { countsBills } from './intake/bills';

interface Props {
  case: Case;
  onSaved: (saved: Case) => void;
}

/** The bills of a case, where else they stand, and what the year has counted before. */
export function CaseBills({ case: found, onSaved }: Props) {
  const item = useQuery(serviceItemQuery(found.item_code));
  if (!item.data || !countsBills(item.data.inputs)) return null;
  return <Bills case={found} onSaved={onSaved} />;
}

function Bills({ case: found, onSaved }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const query = useQuery(billsQuery(found.id));
  const [adding, setAdding] = useState<BillEntry | null>(null);
  const [key, setKey] = useState(randomId);
  const taken = (bills: Found) => {
    queries.setQueryData(billsQuery(found.id).queryKey, bills);
    void queries.invalidateQueries({ queryKey: ['case-history', found.id] });
  };
  const record = useMutation({
    mutationFn: (bill: BillEntry) => {
      const whole = wholeBill(bill);
      if (!whole) throw new Error(t('bills.incomplete'));
      return recordBill(found.id, whole, key);
    },
    onSuccess: (bills) => {
      setAdding(null);
      setKey(randomId());
      taken(bills);
    },
  });
  const remove = useMutation({ mutationFn: (id: string) => removeBill(found.id, id), onSuccess: taken });
  const fill = useMutation({
    mutationFn: (facts: Record<string, unknown>) =>
      api.patch('/cases/{id}', { path: { id: found.id }, version: found.version, body: { facts } }),
    onSuccess: (saved) => {
      message.success(t('bills.taken'));
      onSaved(saved);
      void queries.invalidateQueries({ queryKey: billsQuery(found.id).queryKey });
    },
  });
  const data = query.data;
  const facts = found.facts as Record<string, unknown>;
  const differing = Object.entries(data?.facts ?? {}).filter(([name, value]) => facts[name] !== value);
  const labelOf = (name: string) => text(data?.year.sums.find((sum) => sum.name === name)?.label) || name;
  const files = found.materials.flatMap((material) =>
    material.code === 'bills' ? material.attachments : [],
  );
  return (
    <section aria-label={t('bills.title')}>
      <h2>{t('bills.title')}</h2>
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      <ProblemAlert error={record.error ?? remove.error ?? fill.error} />
      {data && (
        <>
          <YearSoFar year={data.year} />
          <Warnings of={data.warnings} />
          <BillTable
            bills={data.items}
            onRemove={data.editable ? (bill) => remove.mutate(bill.id) : undefined}
          />
          {data.editable && adding && (
            <div className="bill-card">
              <BillFields
                bill={adding}
                files={files}
                onChange={(bill) => {
                  setAdding(bill);
                  setKey(randomId());
                }}
              />
              <div className="act-bar">
                <Button
                  type="primary"
                  loading={record.isPending}
                  disabled={wholeBill(adding) === null}
                  onClick={() => record.mutate(adding)}
                >
                  {t('bills.add')}
                </Button>
                <Button onClick={() => setAdding(null)}>{t('ui.cancel')}</Button>
              </div>
            </div>
          )}
          {data.editable && (
            <div className="act-bar">
              {!adding && <Button onClick={() => setAdding({})}>{t('bills.add_line')}</Button>}
              {differing.length > 0 && (
                <Button loading={fill.isPending} onClick={() => fill.mutate(Object.fromEntries(differing))}>
                  {t('bills.take', {
                    sums: differing
                      .map(([name, value]) => `${labelOf(name)} ${formatFen(Number(value))}`)
                      .join(t('ui.list_comma')),
                  })}
                </Button>
              )}
            </div>
          )}
        </>
      )}
    </section>
  );
}
