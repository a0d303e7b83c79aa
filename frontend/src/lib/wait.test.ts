import { expect, it } from 'vitest';
import { waitOf } from './wait';

it('a quarter of an hour is told in minutes, a moment in seconds', () => {
  expect(waitOf(899)).toEqual({ unit: 'minutes', count: 15 });
  expect(waitOf(91)).toEqual({ unit: 'minutes', count: 2 });
  expect(waitOf(40)).toEqual({ unit: 'seconds', count: 40 });
});
