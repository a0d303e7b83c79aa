import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useRebased } from './use-rebased';

interface Household extends Record<string, unknown> {
  village: string;
  income: number;
}

test('what was typed stays when others save meanwhile; what was not is theirs, and both are said', () => {
  let form: Household = { village: 'A', income: 300 };
  const { result, rerender } = renderHook(
    ({ now }: { now: Household }) =>
      useRebased({
        now,
        typed: () => form,
        keep: (merged) => {
          form = merged;
        },
        label: (name) => name.toUpperCase(),
        value: (_name, value) => String(value),
      }),
    { initialProps: { now: { village: 'A', income: 100 } } },
  );
  expect(result.current).toBeNull();
  rerender({ now: { village: 'B', income: 200 } });
  expect(form).toEqual({ village: 'B', income: 300 });
  expect(result.current).toEqual({ taken: ['VILLAGE'], contested: [{ label: 'INCOME', value: '200' }] });
});
