import { cleanup, render, screen } from '@testing-library/react';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { en } from '../../i18n/en';
import type { Impact, Touched } from './queries';
import { ImpactView } from './touched';

// The table asks how wide the screen is; jsdom has none.
vi.stubGlobal('matchMedia', (media: string) => ({
  media,
  matches: false,
  addListener() {},
  removeListener() {},
  addEventListener() {},
  removeEventListener() {},
}));

const i18n = createInstance();
beforeAll(async () => {
  await i18n.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } });
});
afterEach(cleanup);

const title = { zh: '低保', en: 'Allowance' };
const place: Touched = {
  kind: 'policy',
  code: 'allowance',
  version: 1,
  title,
  valid_from: '2021-07-01',
  valid_to: null,
  pointer: '/rules/0/basis/0',
  citation: { law: 'measures', article: '22' },
  called: { zh: '第二十二条', en: 'article 22' },
  holds: [{ from: '2021-07-01', until: '2026-11-30' }],
  lost: [{ from: '2026-12-01', until: null }],
  gained: [],
  renumbered_to: '23',
  renumbered_from: '2026-12-01',
  no_basis: { from: '2026-12-01', until: null },
};

function shown(impact: Impact): string {
  const { container } = render(
    <I18nextProvider i18n={i18n}>
      <MemoryRouter>
        <ImpactView impact={impact} />
      </MemoryRouter>
    </I18nextProvider>,
  );
  return container.textContent ?? '';
}

it('tells which places lose their basis, from which day, and how many cases are under way', () => {
  const running = [{ item_code: 'allowance', item_version: 1, title, running: 7 }];
  const told = shown({ touched: [place], running });
  expect(screen.getByRole('status').textContent).toBe(
    'Cited in 1 places, of which 1 lose it and 1 are renumbered.',
  );
  for (const words of [
    'Allowance (version 1): 7 cases of the county under way',
    'no longer holds: from 2026-12-01',
    'its number from 2026-12-01: 23',
    'nothing in force to rest on: from 2026-12-01',
    '2021-07-01 to 2026-11-30',
  ])
    expect(told).toContain(words);
  expect(screen.getByRole('link').getAttribute('href')).toBe('/policies/allowance?on=2021-07-01');
});

it('says so where nothing changes', () => {
  const told = shown({
    touched: [{ ...place, lost: [], renumbered_to: null, renumbered_from: null, no_basis: null }],
    running: [],
  });
  expect(told).toContain('unchanged');
  expect(told).not.toContain('no longer holds');
});
