import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Form as AntForm, Select } from 'antd';
import { useState } from 'react';
import { beforeAll, expect, test, vi } from 'vitest';
import { enterMoves, nextField } from '../lib/keyboard';
import { useShortcuts } from '../lib/shortcuts';
import { MoneyInput } from '../ui/money';

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({
    matches: true,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
});

function Form({ onSubmit }: { onSubmit: () => void }) {
  return (
    <div {...enterMoves}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <input aria-label="a" />
        <input aria-label="b" disabled />
        <textarea aria-label="c" />
        <input aria-label="d" />
        <button type="submit">ok</button>
      </form>
    </div>
  );
}

test('Enter goes on, skips what is disabled, breaks lines in a text area and sends from the last field', async () => {
  let sent = 0;
  render(<Form onSubmit={() => sent++} />);
  const user = userEvent.setup();
  await user.click(screen.getByLabelText('a'));
  await user.keyboard('{Enter}');
  expect(screen.getByLabelText('c')).toBe(document.activeElement);
  await user.keyboard('x{Enter}y');
  expect((screen.getByLabelText('c') as HTMLTextAreaElement).value).toBe('x\ny');
  await user.click(screen.getByLabelText('d'));
  expect(sent).toBe(0);
  await user.keyboard('{Enter}');
  expect(sent).toBe(1);
});

test('Enter that belongs to a Chinese input method stays with it', () => {
  const { container } = render(<Form onSubmit={() => undefined} />);
  const first = container.querySelector('input') as HTMLInputElement;
  first.focus();
  fireEvent.keyDown(first, { key: 'Enter', isComposing: true });
  expect(document.activeElement).toBe(first);
});

function Choices() {
  return (
    <div {...enterMoves}>
      <AntForm name="x">
        <AntForm.Item name="first" label="first">
          <input />
        </AntForm.Item>
        <AntForm.Item name="owed" label="owed" rules={[{ required: true }]}>
          <Select options={[{ value: 'a', label: 'A' }]} />
        </AntForm.Item>
        <AntForm.Item name="free" label="free">
          <Select options={[{ value: 'b', label: 'B' }]} />
        </AntForm.Item>
        <input type="radio" name="group" aria-label="yes" />
        <input type="radio" name="group" aria-label="no" defaultChecked />
        <input aria-label="last" />
      </AntForm>
    </div>
  );
}

function enter() {
  const field = document.activeElement as Element;
  fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 });
  fireEvent.keyUp(field, { key: 'Enter', keyCode: 13 });
}
const focused = () => document.activeElement?.id || document.activeElement?.getAttribute('aria-label');

test('Enter stops at a list that must be chosen from, opens it, and goes on when it is chosen', async () => {
  render(<Choices />);
  screen.getByLabelText('first').focus();
  enter();
  expect(focused()).toBe('x_owed');
  enter();
  expect(document.activeElement?.getAttribute('aria-expanded')).toBe('true');
  fireEvent.click(await screen.findByTitle('A'));
  await waitFor(() => expect(screen.getByLabelText('owed').getAttribute('aria-expanded')).toBe('false'));
  screen.getByLabelText('owed').focus();
  enter();
  expect(focused()).toBe('x_free');
});

test('Enter goes past a list that may stay empty, to the chosen one of a group, and never back', () => {
  render(<Choices />);
  screen.getByLabelText('free').focus();
  enter();
  expect(focused()).toBe('no');
  enter();
  expect(focused()).toBe('last');
});

test('a field that is none of the others in order still has one that comes next', () => {
  const { container } = render(
    <div>
      <input aria-label="a" />
      <button type="button">here</button>
      <input aria-label="b" />
    </div>,
  );
  expect(nextField(container, screen.getByRole('button'))).toBe(screen.getByLabelText('b'));
  expect(nextField(container, screen.getByLabelText('b'))).toBeNull();
});

test('fields that send no form of their own end at the button that does', () => {
  render(
    <>
      <div {...enterMoves}>
        <input aria-label="only" />
      </div>
      <button type="button" data-enter-end>
        send
      </button>
    </>,
  );
  screen.getByLabelText('only').focus();
  enter();
  expect(document.activeElement).toBe(screen.getByRole('button'));
});

function Keys({ log }: { log: string[] }) {
  useShortcuts({ save: () => log.push('save'), send: () => log.push('send') });
  return <input aria-label="field" />;
}

test('Ctrl+S and Ctrl+Enter work from any field and keep the browser out', () => {
  const log: string[] = [];
  render(<Keys log={log} />);
  const field = screen.getByLabelText('field');
  expect(fireEvent.keyDown(field, { key: 's', ctrlKey: true })).toBe(false);
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  fireEvent.keyDown(field, { key: 's' });
  expect(log).toEqual(['save', 'send']);
});

function Sum() {
  const [fen, setFen] = useState<number | null>(null);
  return (
    <>
      <MoneyInput aria-label="sum" value={fen} onChange={setFen} />
      <output>{String(fen)}</output>
    </>
  );
}

test('a sum is typed in yuan, held in fen, and shown grouped when left', async () => {
  render(<Sum />);
  const user = userEvent.setup();
  const input = screen.getByLabelText('sum') as HTMLInputElement;
  await user.type(input, '9000.5');
  expect(input.value).toBe('9000.5');
  expect(screen.getByRole('status').textContent).toBe('900050');
  await user.tab();
  expect(input.value).toBe('9,000.50');
  await user.clear(input);
  await user.type(input, '1.234');
  expect(screen.getByRole('status').textContent).toBe('null');
  expect(input.getAttribute('aria-invalid')).toBe('true');
});
