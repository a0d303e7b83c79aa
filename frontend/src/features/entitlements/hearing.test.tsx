import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, expect, test } from 'vitest';
import entitlements from '../../i18n/zh-CN/entitlements';
import letters from '../../i18n/zh-CN/letters';
import steps from '../../i18n/zh-CN/steps';
import { Hearing, NotReady } from './hearing';
import type { Benefit } from './queries';

const i18n = createInstance();
beforeAll(async () => {
  const resources = { 'zh-CN': { translation: { entitlements, letters, steps } } };
  await i18n.use(initReactI18next).init({ lng: 'zh-CN', resources });
});
afterEach(cleanup);

const benefit = (hearing: string, posting: string, more: object = {}) =>
  ({
    id: 'b1',
    proposed: { change_id: 'c1', hearing, posting },
    allowed_actions: ['hear'],
    changes: [{ id: 'c1', letters: ['hearing_notice'] }],
    acts: [
      {
        id: 'a1',
        change_id: 'c1',
        act: 'invite',
        on: '2026-11-27',
        place: '镇便民服务中心',
        served: 'in_person',
        by: '温调查',
        acted_on: '2026-11-20',
      },
    ],
    ...more,
  }) as unknown as Benefit;

const show = (of: Benefit) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <I18nextProvider i18n={i18n}>
        <MemoryRouter>
          <Hearing benefit={of} />
          <NotReady rows={[of]} />
        </MemoryRouter>
      </I18nextProvider>
    </QueryClientProvider>,
  );

test('who must be heard is said, with what was done, its letter and what comes next', () => {
  show(benefit('invited', 'not_needed'));
  expect(screen.getByText('已通知听取意见，尚未记录')).toBeTruthy();
  expect(screen.getByText(/镇便民服务中心 · 直接送达，已签收/)).toBeTruthy();
  expect(screen.getByText('听取意见通知书').getAttribute('href')).toBe(
    '/entitlements/b1/changes/c1/print/hearing_notice',
  );
  const buttons = screen.getAllByRole('button').map((button) => button.textContent);
  expect(buttons).toEqual(['通知听取意见', '记录听取意见']);
  expect(screen.getByText('减少或终止待遇前，须先听取本人意见')).toBeTruthy();
});

test('an end of destitute support is shown as well, and more needs nothing', () => {
  show(benefit('heard', 'needed'));
  expect(screen.getAllByText('拟终止特困供养，须先公示 7 天').length).toBeGreaterThan(0);
  expect(screen.getByText('拟终止公示').tagName).toBe('SPAN');
  cleanup();
  show(benefit('not_needed', 'not_needed', { acts: [], changes: [] }));
  expect(screen.queryAllByRole('button')).toEqual([]);
});

test('who only reads is offered no act', () => {
  show(benefit('needed', 'needed', { allowed_actions: [] }));
  expect(screen.queryAllByRole('button')).toEqual([]);
});
