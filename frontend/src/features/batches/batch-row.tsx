import { Tag } from 'antd';
import { type KeyboardEvent, memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../i18n';
import { findingKey } from '../../ui/findings';
import { Money, MoneyInput } from '../../ui/money';
import { SinceList } from '../../ui/since-list';
import {
  amountFits,
  amountIsFixed,
  type BatchRow,
  canAnswer,
  type Draft,
  faultOf,
  type Mode,
  startingAmount,
  succeeded,
} from './drafts';
import type { RowResult } from './queries';

export interface RowProps {
  row: BatchRow;
  index: number;
  mode: Mode;
  current: boolean;
  selected: boolean;
  draft: Draft | undefined;
  result: RowResult | undefined;
  editing: boolean;
  onFocus: (index: number) => void;
  onToggle: (id: string) => void;
  onOpen: (id: string) => void;
  onAmount: (row: BatchRow, fen: number) => void;
  onEdited: (index: number) => void;
}

export const BatchTableRow = memo(function BatchTableRow(props: RowProps) {
  const { row, index, mode, current, selected, draft, result } = props;
  const { t } = useTranslation();
  const textOf = useText();
  const open = canAnswer(row, mode);
  const wrong = draft && faultOf(row, draft) !== null;
  return (
    <tr
      data-index={index}
      tabIndex={current ? 0 : -1}
      aria-selected={selected}
      className={[selected && 'selected', wrong && 'wrong', !open && mode !== 'look' && 'locked']
        .filter(Boolean)
        .join(' ')}
      onFocus={(event) => event.target === event.currentTarget && props.onFocus(index)}
    >
      {mode !== 'look' && (
        <td>
          <input
            type="checkbox"
            tabIndex={-1}
            checked={selected}
            disabled={!open}
            aria-label={t('batches.select_row', { name: row.applicant_name })}
            onChange={() => props.onToggle(row.case_id)}
          />
        </td>
      )}
      <td className="num">{index + 1}</td>
      <td>
        <button type="button" tabIndex={-1} className="batch-open" onClick={() => props.onOpen(row.case_id)}>
          {row.applicant_name}
        </button>
        {row.findings.map((finding) => (
          <Tag key={findingKey(finding)} color="red">
            {textOf(finding.label)}
          </Tag>
        ))}
        {row.staff_kin && (
          <Tag color={row.county_visited ? 'default' : 'orange'}>
            {t(row.county_visited ? 'batches.kin_visited' : 'batches.kin_unvisited')}
          </Tag>
        )}
      </td>
      <td>{row.village}</td>
      <td className="batch-category">
        {row.category_label ? textOf(row.category_label) : (row.category ?? '—')}
      </td>
      <td className="num">
        <Money fen={row.cost_fen} />
      </td>
      <td className="num">
        <Money fen={row.personal_fen} />
      </td>
      <td className="num">
        <Money fen={row.policy_fen} />
      </td>
      <td className="num">
        {props.editing ? (
          <AmountCell
            row={row}
            draft={draft}
            onDone={(fen) => {
              if (fen !== null) props.onAmount(row, fen);
              props.onEdited(index);
            }}
          />
        ) : (
          <Money
            fen={draft?.answer === 'agree' ? (draft.amount_fen ?? startingAmount(row)) : row.amount_fen}
          />
        )}
      </td>
      <td>
        {textOf(row.stage_label)}
        {row.examination && (
          <div className="muted">
            {row.examination.by} ·{' '}
            {t(`batches.examined.${row.examination.outcome}`, { defaultValue: row.examination.outcome })}
          </div>
        )}
      </td>
      <td>
        <AnswerCell row={row} open={open} mode={mode} draft={draft} result={result} />
      </td>
    </tr>
  );
});

function AnswerCell({
  row,
  open,
  mode,
  draft,
  result,
}: Pick<RowProps, 'row' | 'mode' | 'draft' | 'result'> & { open: boolean }) {
  const { t } = useTranslation();
  const fault = draft && faultOf(row, draft);
  return (
    <>
      {draft && (
        <div>
          <Tag color={draft.answer === 'agree' ? 'green' : draft.answer === 'return' ? 'orange' : 'red'}>
            {t(`batches.drafted.${draft.answer}`)}
          </Tag>
          {fault && <span className="batch-fault">{t(`batches.fault.${fault}`)}</span>}
        </div>
      )}
      {result && (
        <div className={succeeded(result) ? 'batch-done' : 'batch-fault'}>
          {succeeded(result) ? t('batches.row_done') : (result.message ?? result.code ?? result.status)}
          <SinceList of={result.since} />
        </div>
      )}
      {!draft && !result && (
        <>
          {row.result !== 'pending' && t(`batches.results.${row.result}`)}
          {row.result === 'pending' && !open && mode !== 'look' && (
            <span className="muted">{row.why_not ?? '—'}</span>
          )}
        </>
      )}
    </>
  );
}

interface AmountProps {
  row: BatchRow;
  draft: Draft | undefined;
  onDone: (fen: number | null) => void;
}

/** The sum, typed in place: Enter keeps it, Escape leaves it; the range the policy allows is said beside it. */
function AmountCell({ row, draft, onDone }: AmountProps) {
  const { t } = useTranslation();
  const [fen, setFen] = useState<number | null>(draft?.amount_fen ?? startingAmount(row));
  const hint = `batch-range-${row.case_id}`;
  // Giving the focus back to the row blurs the box: what Enter or Escape said must stand.
  const left = useRef(false);
  const leave = (kept: number | null) => {
    if (left.current) return;
    left.current = true;
    onDone(kept);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') leave(null);
    if (event.key === 'Enter') {
      event.preventDefault();
      if (fen !== null && amountFits(row, fen)) leave(fen);
    }
  };
  return (
    <>
      <MoneyInput
        autoFocus
        size="small"
        value={fen}
        onChange={setFen}
        onKeyDown={onKeyDown}
        onBlur={() => leave(fen !== null && amountFits(row, fen) ? fen : null)}
        aria-label={t('batches.amount_of', { name: row.applicant_name })}
        aria-describedby={hint}
        status={fen === null || !amountFits(row, fen) ? 'error' : undefined}
        disabled={amountIsFixed(row)}
      />
      <div id={hint} className="muted">
        <Money fen={row.min_fen} /> – <Money fen={row.max_fen} />
      </div>
    </>
  );
}
