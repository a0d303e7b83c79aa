import { act, fireEvent, render, screen } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { conditionValues } from './condition-values';
import {
  anyDraft,
  countDrafts,
  draftKey,
  draftsBeside,
  dropOldDrafts,
  forgetDrafts,
  loadDraft,
  saveDraft,
} from './drafts';
import { changedMeanwhile } from './fact-form';
import { type Options, type UseDraft, useDraft } from './use-draft';

const KEY = draftKey('u1', 'form');
let draft: UseDraft<{ text: string }>;

function Form({ options }: { options?: Options<{ text: string }> }) {
  draft = useDraft<{ text: string }>(KEY, options);
  const [text, setText] = useState(draft.begun?.text ?? '');
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun anew, it shows what it then begins with
  useEffect(() => {
    if (draft.round > 0) setText(draft.begun?.text ?? '');
  }, [draft.round]);
  return (
    <>
      <input
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          draft.keep({ text: event.target.value });
        }}
      />
      <output>{draft.elsewhere?.value.text}</output>
    </>
  );
}

const type = (text: string) => fireEvent.change(screen.getByRole('textbox'), { target: { value: text } });
const shown = () => (screen.getByRole('textbox') as HTMLInputElement).value;
const stored = () => loadDraft<{ text: string }>(KEY)?.value.text;
/** What another tab of the same browser does, and what this one hears of it. */
function elsewhere(text: string | null) {
  act(() => {
    if (text === null) localStorage.removeItem(KEY);
    else saveDraft(KEY, { text }, new Date(), { tab: 'other' });
    window.dispatchEvent(new StorageEvent('storage', { key: KEY }));
  });
}

beforeEach(() => localStorage.clear());

test('a form that goes away, be it that the session ended, leaves what was typed', () => {
  const { unmount } = render(<Form />);
  type('入户调查属实');
  unmount();
  expect(stored()).toBe('入户调查属实');
  render(<Form />);
  expect(shown()).toBe('入户调查属实');
});

test('a page that is closed or loaded anew leaves what was typed a moment ago', () => {
  render(<Form />);
  type('入户');
  expect(stored()).toBeUndefined();
  window.dispatchEvent(new Event('pagehide'));
  expect(stored()).toBe('入户');
});

test('what has been sent leaves no draft behind', () => {
  const { unmount } = render(<Form />);
  type('入户');
  act(() => draft.drop());
  unmount();
  expect(loadDraft(KEY)).toBeNull();
});

test('a form that is only looked at leaves nothing', () => {
  const { unmount } = render(<Form />);
  unmount();
  expect(loadDraft(KEY)).toBeNull();
});

test('thrown away, the form begins anew and nothing of it comes back', () => {
  saveDraft(KEY, { text: '旧' });
  const { unmount } = render(<Form />);
  expect(shown()).toBe('旧');
  act(() => draft.discard());
  expect(shown()).toBe('');
  unmount();
  expect(loadDraft(KEY)).toBeNull();
});

test('of two tabs neither writes over the other: both are kept until somebody chooses', () => {
  const { unmount } = render(<Form />);
  type('这里');
  act(() => void draft.settle());
  elsewhere('那里');
  expect(screen.getByRole('status').textContent).toBe('那里');
  type('这里又写');
  unmount();
  expect(stored()).toBe('那里');
  const [beside] = draftsBeside(KEY);
  expect(loadDraft<{ text: string }>(beside ?? '')?.value.text).toBe('这里又写');

  // Opened again, it says that there are two.
  render(<Form />);
  expect([shown(), screen.getByRole('status').textContent]).toEqual(['那里', '这里又写']);
  act(() => draft.takeOther());
  expect([shown(), screen.getByRole('status').textContent]).toEqual(['这里又写', '']);
  expect([stored(), draftsBeside(KEY)]).toEqual(['这里又写', []]);
});

test('who keeps what is here deletes the other', () => {
  render(<Form />);
  type('这里');
  act(() => void draft.settle());
  elsewhere('那里');
  type('这里又写');
  act(() => draft.keepOwn());
  expect([shown(), stored(), draftsBeside(KEY)]).toEqual(['这里又写', '这里又写', []]);
  type('还在写');
  act(() => void draft.settle());
  expect([stored(), draftsBeside(KEY)]).toEqual(['还在写', []]);
});

test('what another tab has sent stands in nobody’s way', () => {
  render(<Form />);
  type('这里');
  act(() => void draft.settle());
  elsewhere(null);
  type('这里又写');
  act(() => void draft.settle());
  expect([stored(), screen.getByRole('status').textContent]).toEqual(['这里又写', '']);
});

test("another person's draft is offered, not put into the form", () => {
  saveDraft(KEY, { text: '甲' });
  const { unmount } = render(<Form options={{ fits: ({ text }) => text === '乙' }} />);
  expect([shown(), screen.getByRole('status').textContent]).toEqual(['', '甲']);
  type('乙');
  unmount();
  expect([stored(), draftsBeside(KEY).length]).toEqual(['甲', 1]);
});

test('a draft typed on an older record says so', () => {
  const { unmount } = render(<Form options={{ version: 3 }} />);
  type('按第三版填写');
  unmount();
  const again = render(<Form options={{ version: 3 }} />);
  expect(draft.outdated).toBe(false);
  again.unmount();
  render(<Form options={{ version: 4 }} />);
  expect(draft.outdated).toBe(true);
});

test('a browser that keeps nothing is told of, and asks before the page goes', () => {
  const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  render(<Form />);
  type('入户');
  act(() => void draft.settle());
  expect(draft.unsafe).toBe(true);
  const leaving = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(leaving);
  expect(leaving.defaultPrevented).toBe(true);
  full.mockRestore();
});

test('drafts are counted and forgotten by account, and what is too old goes unopened', () => {
  saveDraft(KEY, { text: 'a' });
  saveDraft(`${KEY}~tab`, { text: 'b' });
  saveDraft(draftKey('u2', 'form'), { text: 'c' });
  saveDraft(draftKey('u1', 'old'), { text: 'd' }, new Date('2020-01-01T00:00:00Z'));
  dropOldDrafts();
  expect(localStorage.getItem(draftKey('u1', 'old'))).toBeNull();
  expect([countDrafts('u1'), countDrafts('u2')]).toEqual([2, 1]);
  forgetDrafts('u1');
  expect([countDrafts('u1'), countDrafts('u2'), anyDraft()]).toEqual([0, 1, true]);
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
