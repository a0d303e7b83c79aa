import { expect, it } from 'vitest';
import { checkProgress } from './progress-form';

it('accepts what a phone keyboard makes of the number', () => {
  const { query, wrong } = checkProgress(' 360704-yl-20261122-0001-k ', '123x');
  expect(wrong).toEqual([]);
  expect(query).toEqual({ case_no: '360704YL202611220001K', id_tail: '123X' });
  expect(checkProgress('360704', '\uFF11\uFF12\uFF13\uFF38').query.id_tail).toBe('123X');
  expect(checkProgress('360704\u2014YL', '12 3\u00d7').query).toEqual({
    case_no: '360704YL',
    id_tail: '123X',
  });
});

it('names every field that cannot be right', () => {
  expect(checkProgress('', '12').wrong).toEqual(['case_no', 'id_tail']);
  expect(checkProgress('A', 'X123').wrong).toEqual(['id_tail']);
});
