import { Input, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { BillEntry } from '../lib/bills';
import { today } from '../lib/dates';
import { upTo } from '../lib/up-to';
import { MoneyInput } from './money';
import './bills.css';

interface Props {
  bill: BillEntry;
  onChange: (bill: BillEntry) => void;
  /** Files of the case the bill may be shown by. */
  files?: { id: string; file_name: string }[];
  /** What the server says of a field. */
  wrong?: Record<string, string>;
}

/** What is copied from one bill. */
export function BillFields({ bill, onChange, files = [], wrong = {} }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const set = (member: BillEntry) => onChange({ ...bill, ...member });
  const said = (name: string) =>
    wrong[name] && (
      <div className="field-wrong" role="alert">
        {wrong[name]}
      </div>
    );
  return (
    <div className="field-grid">
      <div className="bill-field">
        <label htmlFor={`${id}-number`}>{t('bills.number')}</label>
        <Input
          id={`${id}-number`}
          autoComplete="off"
          {...upTo(64)}
          value={bill.number ?? ''}
          onChange={(event) => set({ number: event.target.value })}
        />
        {said('number')}
      </div>
      <div className="bill-field">
        <label htmlFor={`${id}-issuer`}>{t('bills.issuer')}</label>
        <Input
          id={`${id}-issuer`}
          {...upTo(100)}
          value={bill.issuer ?? ''}
          onChange={(event) => set({ issuer: event.target.value })}
        />
        {said('issuer')}
      </div>
      <div className="bill-field">
        <label htmlFor={`${id}-on`}>{t('bills.issued_on')}</label>
        <Input
          id={`${id}-on`}
          type="date"
          max={today()}
          value={bill.issued_on ?? ''}
          onChange={(event) => set({ issued_on: event.target.value })}
        />
        {said('issued_on')}
      </div>
      <div className="bill-field">
        <label htmlFor={`${id}-cost`}>{t('bills.cost')}</label>
        <MoneyInput
          id={`${id}-cost`}
          value={bill.cost_fen ?? null}
          onChange={(cost_fen) => set({ cost_fen })}
        />
        {said('cost_fen')}
      </div>
      <div className="bill-field">
        <label htmlFor={`${id}-paid`}>{t('bills.insurer_paid')}</label>
        <MoneyInput
          id={`${id}-paid`}
          value={bill.insurer_paid_fen ?? null}
          onChange={(insurer_paid_fen) => set({ insurer_paid_fen })}
        />
        {said('insurer_paid_fen')}
      </div>
      {files.length > 0 && (
        <div className="bill-field">
          <label htmlFor={`${id}-file`}>{t('bills.file')}</label>
          <Select
            id={`${id}-file`}
            allowClear
            placeholder={t('bills.no_file')}
            value={bill.attachment_id}
            onChange={(attachment_id) => set({ attachment_id })}
            options={files.map((file) => ({ value: file.id, label: file.file_name }))}
          />
        </div>
      )}
    </div>
  );
}
