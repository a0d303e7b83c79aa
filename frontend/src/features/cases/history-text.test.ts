import { expect, test } from 'vitest';
import { changeLines, type Words } from './history-text';

const pair = (zh: string) => ({ zh, en: zh });
const words: Words = {
  text: (text) => text?.zh ?? '',
  yes: '是',
  no: '否',
  comma: '、',
  stages: [{ code: 'received', label: pair('收件'), closed: false }] as never,
  inputs: [{ name: 'cost_fen', label: pair('医疗费用'), type: 'fen' }] as never,
  materials: [{ code: 'bill', name: pair('票据') }] as never,
  labelOf: (field) => ({ stage: '状态', amount_fen: '金额', papers: '原件' })[field],
};

test('the trail speaks the words of the form, not those of the tables', () => {
  const changes = [
    { field: 'stage', before: null, after: 'received' },
    { field: 'amount_fen', before: null, after: 150000 },
    { field: 'papers', before: [], after: ['bill', 'unknown'] },
    { field: 'facts', before: { cost_fen: 100 }, after: { cost_fen: 900000 } },
  ];
  expect(changeLines(changes, words)).toEqual([
    { label: '状态', before: '—', after: '收件' },
    { label: '金额', before: '—', after: '1,500.00' },
    { label: '原件', before: '—', after: '票据、unknown' },
    { label: '医疗费用', before: '1.00', after: '9,000.00' },
  ]);
});

test('what stayed as it was is not told, what is unknown is told as it stands', () => {
  expect(changeLines([{ field: 'stage', before: 'received', after: 'received' }], words)).toEqual([]);
  expect(changeLines([{ field: 'new_field', before: null, after: 3 }], words)).toEqual([
    { label: 'new_field', before: '—', after: '3' },
  ]);
});
