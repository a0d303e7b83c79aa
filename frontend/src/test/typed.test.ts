import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { citizenId, luhnFits, number, phone } from '../lib/typed';
import { upTo } from '../lib/up-to';
import { parseCard } from '../lib/wedge';

const cases = JSON.parse(
  readFileSync(join(process.cwd(), '../api/domain/data/typed-cases.json'), 'utf8'),
) as Record<'citizen_id' | 'number' | 'phone', [string, string][]>;

test('the pages understand a number as the server does', () => {
  const kinds = { citizen_id: citizenId, number, phone };
  for (const [kind, clean] of Object.entries(kinds)) {
    expect(cases[kind as keyof typeof kinds].length).toBeGreaterThan(5);
    for (const [typed, understood] of cases[kind as keyof typeof kinds]) {
      expect(clean(typed), `${kind} ${JSON.stringify(typed)}`).toBe(understood);
      expect(clean(understood)).toBe(understood);
    }
  }
});

test('the last digit of a card is compared', () => {
  expect(luhnFits('4111111111111111')).toBe(true);
  expect(luhnFits('4111111111111112')).toBe(false);
});

test('a grouped or full-width id ended by Enter is a card', () => {
  for (const text of [
    '110105 1949 1231 002x',
    '１１０１０５１９４９１２３１００２Ｘ',
    '110105-19491231-002X',
  ])
    expect(parseCard(text)?.citizenId).toBe('11010519491231002X');
  expect(parseCard('110105 1949 1231 00')).toBeNull();
});

test('a limit counts a rare character once and speaks up before it is reached', () => {
  const { count } = upTo(50);
  expect(count.strategy('\u{20bb7}野')).toBe(2);
  expect(count.show({ count: 10 })).toBe('');
  expect(count.show({ count: 51 })).toBe('51 / 50');
});
