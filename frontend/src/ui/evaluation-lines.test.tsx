import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { beforeAll, expect, test } from 'vitest';
import { startI18n } from '../i18n';
import { EvaluationLines } from './evaluation-lines';

beforeAll(startI18n);

const words = (zh: string) => ({ zh, en: zh });

test('each line of a sum leads to the articles it rests on, and says which text was not seen', () => {
  const basis = [
    { law: 'social-assistance-law', article: '18', text: words('《社会救助法》第十八条'), checked: 'read' },
    { law: 'local-jilin', article: '低保标准', text: words('吉林省低保标准'), checked: 'unverified' },
  ];
  const evaluation = {
    eligible: true,
    amount_fen: 120_000,
    min_fen: 120_000,
    max_fen: 120_000,
    reason: words('符合保障条件。'),
    lines: [{ rule: 'aid_fen', label: words('月保障金'), value: 120_000, unit: 'fen', basis }],
    policy_version: 'subsistence-jilin@1',
    begins: { from: 'year_after', day: '2027-01-01', basis: [] },
  };
  render(
    <MemoryRouter>
      <EvaluationLines evaluation={evaluation} />
    </MemoryRouter>,
  );
  const law = screen.getByRole('link', { name: '《社会救助法》第十八条' });
  expect(law.getAttribute('href')).toBe('/laws/social-assistance-law#art-18');
  const local = screen.getByRole('link', { name: '吉林省低保标准' });
  expect(local.getAttribute('href')).toBe(`/laws/local-jilin#art-${encodeURIComponent('低保标准')}`);
  expect(document.body.textContent).toContain('吉林省低保标准（未核实原文）');
  expect(document.body.textContent).toContain('自 2027-01 起发给');
});
