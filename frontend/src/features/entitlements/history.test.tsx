import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createInstance } from 'i18next';
import type { ReactNode } from 'react';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import entitlements from '../../i18n/zh-CN/entitlements';
import { History } from './history';
import type { Benefit, Change } from './queries';

const i18n = createInstance();
beforeAll(async () => {
  vi.stubGlobal('matchMedia', () => ({
    matches: true,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  const resources = { 'zh-CN': { translation: { entitlements } } };
  await i18n.use(initReactI18next).init({ lng: 'zh-CN', resources });
});
afterEach(cleanup);

const change = (more: Partial<Change>) =>
  ({
    id: 'granted',
    kind: 'granted',
    state: 'confirmed',
    from_month: '2026-04',
    before_fen: 0,
    after_fen: 45_000,
    difference_fen: 0,
    proposed_by: '曾审查',
    proposed_on: '2026-03-02',
    decided_by: '卢审批',
    decided_on: '2026-03-02',
    facts: [],
    letters: [],
    revocable: false,
    ...more,
  }) as Change;

const changes = [
  change({}),
  change({ id: 'end', kind: 'end', from_month: '2026-05', reason: '误办', revoked_by: 'revocation' }),
  change({
    id: 'revocation',
    kind: 'revoke',
    revokes: 'end',
    from_month: '2026-05',
    reason: '误把邻居当作本人',
    decided_on: '2026-06-10',
  }),
  change({ id: 'suspension', kind: 'suspend', from_month: '2026-07', revocable: true }),
];

const benefit = {
  changes,
  acts: [],
  allowed_actions: [],
  policy_code: 'none',
  division: { code: '360704' },
} as unknown as Benefit;

const show = (page: ReactNode) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <I18nextProvider i18n={i18n}>{page}</I18nextProvider>
    </QueryClientProvider>,
  );

test('a revoked change is struck through and says who took it out, when and why', () => {
  const seen: string[] = [];
  show(<History benefit={benefit} onRevoke={(one) => seen.push(one.id)} />);
  expect(screen.getByText('终止').tagName).toBe('DEL');
  expect(
    screen.getByText(/已撤销：曾审查提出，卢审批于 2026-06-10 审批。理由：误把邻居当作本人/),
  ).toBeTruthy();
  expect(screen.getByText('撤销自 2026-05 起的“终止”')).toBeTruthy();
  const buttons = screen.getAllByText('撤销这项变更');
  expect(buttons).toHaveLength(1);
  fireEvent.click(buttons[0] as HTMLElement);
  expect(seen).toEqual(['suspension']);
});

test('who may propose nothing is offered no revocation', () => {
  show(<History benefit={benefit} />);
  expect(screen.queryByText('撤销这项变更')).toBeNull();
});
