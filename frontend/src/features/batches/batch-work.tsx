import { Alert, Button } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../../api/session';
import { draftKey } from '../../lib/drafts';
import { useShortcuts } from '../../lib/shortcuts';
import { DraftNote } from '../../ui/form-draft';
import { type BatchRow, canAnswer, isContested, type Mode, startingAmount } from './drafts';
import type { BatchDetail } from './queries';
import { RejectDialog } from './reject-dialog';
import { RowDrawer } from './row-drawer';
import { RowsTable } from './rows-table';
import { SendDialog } from './send-dialog';
import { useAnswers } from './use-answers';

type Dialog =
  | { show: 'send' }
  | { show: 'reject'; answer: 'return' | 'refuse'; rows: BatchRow[] }
  | { show: 'change'; row: BatchRow; amount_fen: number }
  // Rows with something against them, asked about one after the other.
  | { show: 'against'; rows: [BatchRow, ...BatchRow[]] }
  | null;

export function BatchWork({ batch, mode }: { batch: BatchDetail; mode: Mode }) {
  const { t } = useTranslation();
  const { drafts, dispatch, results, ready, sending, kept, stale } = useAnswers(batch, mode);
  const user = useUser();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<string | null>(null);
  const [dialog, setDialog] = useState<Dialog>(null);
  const drafted = Object.keys(drafts).length;
  const mayAnswer = mode !== 'look' && batch.rows.some((row) => canAnswer(row, mode));
  const chosen = batch.rows.filter((row) => selected.has(row.case_id) && canAnswer(row, mode));

  // Back to the row the keyboard was on, wherever a dialog has taken the focus.
  const close = () => {
    setDialog(null);
    setOpened(null);
    window.setTimeout(() => document.querySelector<HTMLElement>('tr[data-index][tabindex="0"]')?.focus());
  };
  const askAgainst = ([first, ...more]: BatchRow[]) =>
    first ? setDialog({ show: 'against', rows: [first, ...more] }) : close();
  useShortcuts({
    send: () => {
      if (!dialog && !opened && drafted > 0) setDialog({ show: 'send' });
    },
  });

  const onCommand = (command: string, rows: BatchRow[]) => {
    if (command === 'select_all')
      setSelected(new Set(batch.rows.filter((row) => canAnswer(row, mode)).map((row) => row.case_id)));
    if (command === 'send' && drafted > 0) setDialog({ show: 'send' });
    if (rows.length === 0) return;
    if (command === 'agree') {
      // Those with nothing against them are agreed to together, the others one by one.
      dispatch({ type: 'agree', rows });
      askAgainst(rows.filter((row) => isContested(row) && !drafts[row.case_id]?.reasons.length));
    }
    if (command === 'clear') dispatch({ type: 'clear', ids: rows.map((row) => row.case_id) });
    if (command === 'return' || command === 'refuse') setDialog({ show: 'reject', answer: command, rows });
  };
  const onAmount = useCallback(
    (row: BatchRow, amount_fen: number) => {
      if (amount_fen === startingAmount(row))
        dispatch({ type: 'amount', row, amount_fen, reasons: [], note: '' });
      else setDialog({ show: 'change', row, amount_fen });
    },
    [dispatch],
  );
  const send = (key: string) =>
    sending.mutate(key, {
      onSuccess: () => {
        close();
        setSelected(new Set());
      },
    });
  return (
    <>
      <DraftNote draft={kept} />
      {stale.length > 0 && (
        <Alert
          className="problem"
          type="warning"
          showIcon
          title={t('batches.stale_answers', {
            count: stale.length,
            names: stale.map((row) => row.applicant_name).join(t('ui.list_comma')),
          })}
        />
      )}
      {mayAnswer && <Keys />}
      {mode !== 'look' && !mayAnswer && (
        <p className="muted">{t(batch.state === 'open' ? 'batches.not_yet' : 'batches.nothing_left')}</p>
      )}
      <RowsTable
        label={t('batches.title_of', { month: batch.month, township: batch.township.name })}
        rows={batch.rows}
        mode={mode}
        drafts={drafts}
        results={results}
        selected={selected}
        onSelect={setSelected}
        onCommand={onCommand}
        onAmount={onAmount}
        onOpen={setOpened}
      />
      <div role="status">
        <Outcome results={Object.values(results)} />
      </div>
      {mayAnswer && (
        <div className="batch-bar no-print">
          <span>{t('batches.selected', { count: chosen.length })}</span>
          <Button disabled={chosen.length === 0} onClick={() => onCommand('agree', chosen)}>
            {t('batches.agree')}
          </Button>
          <Button disabled={chosen.length === 0} onClick={() => onCommand('return', chosen)}>
            {t('batches.return')}
          </Button>
          <Button danger disabled={chosen.length === 0} onClick={() => onCommand('refuse', chosen)}>
            {t('batches.refuse')}
          </Button>
          <Button disabled={chosen.length === 0} onClick={() => onCommand('clear', chosen)}>
            {t('batches.clear')}
          </Button>
          <Button type="primary" disabled={drafted === 0} onClick={() => setDialog({ show: 'send' })}>
            {t(`batches.send.${mode}`, { count: drafted })}
          </Button>
        </div>
      )}
      {dialog?.show === 'reject' && (
        <RejectDialog
          draftKey={draftKey(user.id, `answer.${batch.id}.${dialog.answer}.${rowsName(dialog.rows)}`)}
          answer={dialog.answer}
          count={dialog.rows.length}
          itemCode={batch.item_code}
          onClose={close}
          onDone={(reasons, note) => {
            dispatch({ type: 'reject', answer: dialog.answer, rows: dialog.rows, reasons, note });
            close();
          }}
        />
      )}
      {dialog?.show === 'against' && (
        <RejectDialog
          key={dialog.rows[0].case_id}
          draftKey={draftKey(user.id, `answer.${batch.id}.against.${dialog.rows[0].case_id}`)}
          answer="against"
          row={dialog.rows[0]}
          count={dialog.rows.length}
          itemCode={batch.item_code}
          onClose={close}
          onDone={(reasons, note) => {
            const [row, ...more] = dialog.rows;
            const amount_fen = drafts[row.case_id]?.amount_fen ?? startingAmount(row);
            dispatch({ type: 'amount', row, amount_fen, reasons, note });
            askAgainst(more);
          }}
        />
      )}
      {dialog?.show === 'change' && (
        <RejectDialog
          draftKey={draftKey(user.id, `answer.${batch.id}.change.${dialog.row.case_id}`)}
          answer="change"
          row={dialog.row}
          count={1}
          itemCode={batch.item_code}
          onClose={close}
          onDone={(reasons, note) => {
            dispatch({ type: 'amount', row: dialog.row, amount_fen: dialog.amount_fen, reasons, note });
            close();
          }}
        />
      )}
      {dialog?.show === 'send' && (
        <SendDialog
          mode={mode}
          ready={ready}
          drafts={drafts}
          held={drafted - ready.length}
          busy={sending.isPending}
          error={sending.error}
          onSend={send}
          onClose={close}
        />
      )}
      <RowDrawer row={batch.rows.find((row) => row.case_id === opened) ?? null} onClose={close} />
    </>
  );
}

/** Words for some rows are no words for others. */
const rowsName = (rows: BatchRow[]): string => `${rows[0]?.case_id}.${rows.length}`;

function Outcome({ results }: { results: { status: number }[] }) {
  const { t } = useTranslation();
  if (results.length === 0) return null;
  const done = results.filter((result) => result.status >= 200 && result.status < 300).length;
  const failed = results.length - done;
  return (
    <Alert
      showIcon
      style={{ marginTop: 12 }}
      type={failed > 0 ? 'warning' : 'success'}
      title={t(failed > 0 ? 'batches.outcome_mixed' : 'batches.outcome_all', { done, failed })}
    />
  );
}

function Keys() {
  const { t } = useTranslation();
  const keys = [
    ['↑ ↓', 'move'],
    ['Space', 'toggle'],
    ['Enter', 'open'],
    ['A', 'agree'],
    ['M', 'amount'],
    ['R', 'return'],
    ['X', 'refuse'],
    ['Del', 'clear'],
    ['Ctrl+A', 'select_all'],
    ['Ctrl+Enter', 'send'],
  ] as const;
  return (
    <details className="batch-keys no-print">
      <summary>{t('batches.keys')}</summary>
      <p>
        {keys.map(([key, act]) => (
          <span key={key} style={{ marginRight: 16 }}>
            <kbd>{key}</kbd> {t(`batches.key.${act}`)}
          </span>
        ))}
      </p>
    </details>
  );
}
