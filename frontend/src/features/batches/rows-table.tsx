import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BatchTableRow } from './batch-row';
import { type BatchRow, canAnswer, type Drafts, type Mode } from './drafts';
import { type Command, commandOf } from './keys';
import type { RowResult } from './queries';
import './batches.css';

interface Props {
  label: string;
  rows: BatchRow[];
  mode: Mode;
  drafts: Drafts;
  results: Record<string, RowResult>;
  selected: ReadonlySet<string>;
  onSelect: (ids: Set<string>) => void;
  /** Acts on the selected rows, or on the row in focus when none is selected. */
  onCommand: (command: Exclude<Command['do'], 'move'>, rows: BatchRow[]) => void;
  onAmount: (row: BatchRow, fen: number) => void;
  onOpen: (id: string) => void;
}

/** The batch as one grid: one tab stop, arrows between rows, a letter for each answer. */
export function RowsTable(props: Props) {
  const { rows, mode, drafts, results, selected, onSelect, onCommand, onAmount, onOpen } = props;
  const { t } = useTranslation();
  const [current, setCurrent] = useState(0);
  const [editing, setEditing] = useState<number | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);

  const focusRow = useCallback((index: number) => {
    setCurrent(index);
    const line = body.current?.querySelector<HTMLElement>(`tr[data-index="${index}"]`);
    line?.focus();
    line?.scrollIntoView?.({ block: 'nearest' });
  }, []);
  useEffect(() => {
    if (current >= rows.length && rows.length > 0) setCurrent(rows.length - 1);
  }, [current, rows.length]);

  const toggle = useCallback(
    (id: string) => {
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      onSelect(next);
    },
    [selected, onSelect],
  );
  const onEdited = useCallback(
    (index: number) => {
      setEditing((now) => (now === index ? null : now));
      focusRow(index);
    },
    [focusRow],
  );

  const moveTo = (index: number, extend: boolean) => {
    const target = Math.max(0, Math.min(rows.length - 1, index));
    if (extend) {
      const [from, to] = current < target ? [current, target] : [target, current];
      const reached = rows.slice(from, to + 1).filter((row) => canAnswer(row, mode));
      onSelect(new Set([...selected, ...reached.map((row) => row.case_id)]));
    }
    focusRow(target);
  };
  const obey = (command: Command) => {
    const row = rows[current];
    if (!row) return;
    if (command.do === 'move') return moveTo(current + command.by, command.extend && mode !== 'look');
    if (command.do === 'first') return moveTo(0, false);
    if (command.do === 'last') return moveTo(rows.length - 1, false);
    if (command.do === 'open') return onOpen(row.case_id);
    if (mode === 'look') return;
    if (command.do === 'toggle') return canAnswer(row, mode) ? toggle(row.case_id) : undefined;
    if (command.do === 'amount') return canAnswer(row, mode) ? setEditing(current) : undefined;
    const targets = selected.size > 0 ? rows.filter((item) => selected.has(item.case_id)) : [row];
    onCommand(
      command.do,
      targets.filter((item) => canAnswer(item, mode)),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys pressed inside a checkbox, a link or the amount belong to them.
    if (!(event.target instanceof HTMLTableRowElement)) return;
    const command = commandOf(event);
    if (!command) return;
    event.preventDefault();
    obey(command);
  };
  const money = [t('batches.cost'), t('batches.personal'), t('batches.policy'), t('batches.amount')];
  return (
    <div className="batch-scroll">
      <table
        className="batch-rows"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table worked by keyboard is a grid
        role="grid"
        aria-label={props.label}
        aria-multiselectable={mode !== 'look'}
      >
        <thead>
          <tr>
            {mode !== 'look' && (
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label={t('batches.select_all')}
                  checked={selected.size > 0}
                  ref={(box) => {
                    const all = rows.filter((row) => canAnswer(row, mode)).length;
                    if (box) box.indeterminate = selected.size > 0 && selected.size < all;
                  }}
                  onChange={() => (selected.size > 0 ? onSelect(new Set()) : onCommand('select_all', []))}
                />
              </th>
            )}
            <th scope="col">{t('ui.row_number')}</th>
            <th scope="col">{t('batches.applicant')}</th>
            <th scope="col">{t('batches.village')}</th>
            <th scope="col">{t('batches.category')}</th>
            {money.map((title) => (
              <th key={title} scope="col" className="num">
                {title}
              </th>
            ))}
            <th scope="col">{t('batches.stage')}</th>
            <th scope="col">{t('batches.answer')}</th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          {rows.map((row, index) => (
            <BatchTableRow
              key={row.case_id}
              row={row}
              index={index}
              mode={mode}
              current={index === current}
              selected={selected.has(row.case_id)}
              draft={drafts[row.case_id]}
              result={results[row.case_id]}
              editing={editing === index}
              onFocus={setCurrent}
              onToggle={toggle}
              onOpen={onOpen}
              onAmount={onAmount}
              onEdited={onEdited}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
