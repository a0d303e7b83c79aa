import { fireEvent, render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { changeLanguage, startI18n } from '../i18n';
import { Deadline } from './deadline';

beforeAll(async () => {
  await startI18n();
});

test('a provisional date names the festival of the law that it steps over, in either language', async () => {
  const spring = Object.keys(i18next.t('ui.holiday', { returnObjects: true }))[1] ?? '';
  const explanation = {
    rule: { zh: 'zh', en: 'en' },
    counted_from: '2027-02-02',
    skipped: [{ from: '2027-02-05', to: '2027-02-08', reason: 'holiday_by_law', holiday: spring }],
    paused: [],
    worked_weekends: [],
  };
  const shown = <Deadline dueOn="2027-02-10" dueInWorkingDays={7} provisional explanation={explanation} />;
  const { rerender } = render(shown);
  fireEvent.click(screen.getByRole('button'));
  const told = await screen.findByText(/2027-02-05 – 2027-02-08/);
  expect(told.textContent).toContain(spring);
  expect(told.textContent).toContain(i18next.t('ui.skip_reason.holiday_by_law'));
  expect(screen.getByText(i18next.t('ui.provisional_why'))).toBeTruthy();
  await changeLanguage('en');
  rerender(shown);
  expect((await screen.findByText(/2027-02-05 – 2027-02-08/)).textContent).toContain('Spring Festival');
  await changeLanguage('zh-CN');
});
