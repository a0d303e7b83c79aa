import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createInstance } from 'i18next';
import { useState } from 'react';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { type BatchRow, canAnswer } from './drafts';
import { RowsTable } from './rows-table';

const i18n = createInstance();
beforeAll(async () => {
  await i18n.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } });
});

afterEach(cleanup);

const row = (id: string, can_examine = true) =>
  ({
    case_id: id,
    applicant_name: `Name ${id}`,
    stage_label: { zh: '', en: '' },
    policy_fen: 150_000,
    min_fen: 100_000,
    max_fen: 200_000,
    amount_fen: null,
    result: 'pending',
    can_examine,
    can_decide: false,
    why_not: 'not yours',
    findings: [],
  }) as unknown as BatchRow;

function Harness({ rows, seen }: { rows: BatchRow[]; seen: unknown[] }) {
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  return (
    <RowsTable
      label="Batch"
      rows={rows}
      mode="examine"
      drafts={{}}
      results={{}}
      selected={selected}
      onSelect={select}
      onCommand={(command, targets) => {
        seen.push([command, targets.map((target) => target.case_id)]);
        if (command === 'select_all')
          select(new Set(rows.filter((one) => canAnswer(one, 'examine')).map((one) => one.case_id)));
      }}
      onAmount={(target, fen) => seen.push(['amount', target.case_id, fen])}
      onOpen={(id) => seen.push(['open', id])}
    />
  );
}

function setUp(rows: BatchRow[]) {
  const seen: unknown[] = [];
  render(
    <I18nextProvider i18n={i18n}>
      <Harness rows={rows} seen={seen} />
    </I18nextProvider>,
  );
  const lines = screen.getAllByRole('row').slice(1);
  lines[0]?.focus();
  const press = (key: string, more = {}) =>
    fireEvent.keyDown(document.activeElement as Element, { key, ...more });
  return { seen, lines, press };
}

it('is worked from the row in focus, with one tab stop', () => {
  const { seen, lines, press } = setUp([row('a'), row('b'), row('c')]);
  press('ArrowDown');
  expect(document.activeElement).toBe(lines[1]);
  expect(lines.map((line) => line.tabIndex)).toEqual([-1, 0, -1]);
  press('a');
  press('Enter');
  press('End');
  press('x');
  expect(seen).toEqual([
    ['agree', ['b']],
    ['open', 'b'],
    ['refuse', ['c']],
  ]);
});

it('answers all selected rows at once, and none that is not one’s own', () => {
  const { seen, press } = setUp([row('a'), row('b', false), row('c')]);
  press('a', { ctrlKey: true });
  press('r');
  expect(seen.at(-1)).toEqual(['return', ['a', 'c']]);
});

it('takes rows along with Shift and the arrows', () => {
  const { seen, press } = setUp([row('a'), row('b'), row('c')]);
  press('ArrowDown', { shiftKey: true });
  press('a');
  expect(seen.at(-1)).toEqual(['agree', ['a', 'b']]);
});

it('changes the sum in place: Enter keeps one that fits, Escape leaves it', () => {
  const { seen, lines, press } = setUp([row('a')]);
  press('m');
  const box = screen.getByRole('textbox');
  fireEvent.change(box, { target: { value: '2500' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(seen).toEqual([]);
  fireEvent.change(box, { target: { value: '1800.50' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(seen).toEqual([['amount', 'a', 180_050]]);
  expect(document.activeElement).toBe(lines[0]);
  press('m');
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '1200' } });
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape' });
  expect(seen).toHaveLength(1);
});
