import { expect, it } from 'vitest';
import { offeredActs } from './acts';

it('offers what the server allows and nothing else', () => {
  expect(offeredActs([])).toEqual([]);
  expect(offeredActs(['submit'])).toEqual(['submit']);
  expect(offeredActs(['withdraw', 'unknown'])).toEqual(['withdraw']);
});

it('who may sign may also return', () => expect(offeredActs(['sign'])).toEqual(['sign', 'return']));
