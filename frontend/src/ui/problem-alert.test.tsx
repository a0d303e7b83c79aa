import { render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { beforeAll, expect, test, vi } from 'vitest';
import { Problem } from '../api/problem';
import { startI18n } from '../i18n';
import { ProblemAlert } from './problem-alert';

beforeAll(async () => {
  await startI18n();
});
const told = (status: number, more = {}) =>
  new Problem({ status, code: 'x', title: '标题', detail: '服务器的说法', ...more });

test('the server’s own words are shown, and trying again only where it helps', () => {
  const { rerender } = render(<ProblemAlert error={told(403)} onRetry={vi.fn()} />);
  expect(screen.getByText('服务器的说法')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
  rerender(<ProblemAlert error={told(410)} onRetry={vi.fn()} />);
  expect(screen.getByText('服务器的说法')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
  rerender(<ProblemAlert error={told(503)} onRetry={vi.fn()} />);
  expect(screen.getByRole('button')).toBeTruthy();
});

test('a version someone else has passed, and too many tries, say what to do now', () => {
  const { rerender } = render(<ProblemAlert error={told(412)} />);
  expect(screen.getByText(i18next.t('ui.advice_stale'))).toBeTruthy();
  rerender(<ProblemAlert error={told(429, { retryAfter: 40 })} />);
  expect(
    screen.getByText(i18next.t('ui.advice_wait', { wait: i18next.t('ui.wait.seconds', { count: 40 }) })),
  ).toBeTruthy();
});

test('a lost line is called one', () => {
  render(<ProblemAlert error={new Problem({ status: 0, code: 'network_unreachable' })} />);
  expect(screen.getByText(i18next.t('ui.network_title'))).toBeTruthy();
});
