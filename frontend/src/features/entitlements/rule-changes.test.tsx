import { cleanup, render, screen } from '@testing-library/react';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import texts from '../../i18n/en/entitlements';
import { RuleChanges } from './rule-changes';

const i18n = createInstance();
beforeAll(async () => {
  const translation = { ...en, entitlements: texts };
  await i18n.use(initReactI18next).init({ lng: 'en', resources: { en: { translation } } });
});

afterEach(cleanup);

const label = { zh: '低保标准', en: 'Standard' };

function shown(change: Parameters<typeof RuleChanges>[0]['of']) {
  const { container } = render(
    <I18nextProvider i18n={i18n}>
      <RuleChanges of={change} />
    </I18nextProvider>,
  );
  return container.textContent;
}

it('names the standard that was raised where the version is the same', () => {
  const parameters = [{ label, unit: 'fen' as const, before: 85_000, after: 89_000 }];
  const told = shown({ version_before: 'a@1', version_after: 'a@1', parameters });
  expect(told).toContain('Standard: 850.00 → 890.00');
  expect(told).not.toContain('a@1');
});

it('names both versions of the policy, and a table that was set anew', () => {
  const parameters = [{ label, unit: 'fen' as const, before: null, after: null }];
  const told = shown({ version_before: 'a@1', version_after: 'a@2', parameters });
  expect(told).toContain('a@1 → a@2');
  expect(screen.getAllByRole('listitem')).toHaveLength(2);
});

it('says nothing where the rule is the same', () => {
  expect(shown(null)).toBe('');
});
