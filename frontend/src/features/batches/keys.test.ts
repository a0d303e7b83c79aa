import { expect, it } from 'vitest';
import { commandOf } from './keys';

const press = (key: string, more: Partial<Parameters<typeof commandOf>[0]> = {}) =>
  commandOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more });

it('arrows move, and with Shift take the rows along', () => {
  expect(press('ArrowDown')).toEqual({ do: 'move', by: 1, extend: false });
  expect(press('ArrowUp', { shiftKey: true })).toEqual({ do: 'move', by: -1, extend: true });
});

it('letters answer, in either case', () => {
  expect(press('a')).toEqual({ do: 'agree' });
  expect(press('X')).toEqual({ do: 'refuse' });
});

it('Ctrl+A selects instead of agreeing, Ctrl+Enter sends instead of opening', () => {
  expect(press('a', { ctrlKey: true })).toEqual({ do: 'select_all' });
  expect(press('Enter', { metaKey: true })).toEqual({ do: 'send' });
  expect(press('Enter')).toEqual({ do: 'open' });
});

it('leaves the rest to the browser', () => {
  expect(press('Tab')).toBeNull();
  expect(press('r', { ctrlKey: true })).toBeNull();
  expect(press('a', { altKey: true })).toBeNull();
});
