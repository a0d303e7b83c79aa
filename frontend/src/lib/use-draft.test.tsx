import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useAutosave } from './autosave';
import { conditionValues } from './condition-values';
import { loadDraft } from './drafts';
import { changedMeanwhile } from './fact-form';

function Form({ value, onStop }: { value: string; onStop?: (stop: () => void) => void }) {
  const stop = useAutosave('draft', { findings: value });
  onStop?.(stop);
  return null;
}

test('a form that goes away, be it that the session ended, leaves what was typed', () => {
  const { rerender, unmount } = render(<Form value="入户" />);
  rerender(<Form value="入户调查属实" />);
  unmount();
  expect(loadDraft('draft')?.value).toEqual({ findings: '入户调查属实' });
});

test('what has been sent leaves no draft behind', () => {
  let stop: () => void = () => undefined;
  const { unmount } = render(
    <Form
      value="入户"
      onStop={(given) => {
        stop = given;
      }}
    />,
  );
  stop();
  unmount();
  expect(loadDraft('draft')).toBeNull();
});

test('a change someone else made meanwhile is told field by field', () => {
  const base = { cost_fen: 900000, category: 'a' };
  expect(changedMeanwhile(base, { cost_fen: 800000, category: 'a', months: 3 })).toEqual([
    'cost_fen',
    'months',
  ]);
});

test('a condition about one field can be said in words; any other stays as it is written', () => {
  expect(conditionValues('category in ["a", "b"]')).toEqual({ name: 'category', values: ['a', 'b'] });
  expect(conditionValues('facts.category == "a"')).toEqual({ name: 'category', values: ['a'] });
  expect(conditionValues('category == "a" && months > 3')).toBeNull();
});
