import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import '../i18n';
import { Findings } from './findings';

const bill = (number: string) => ({
  seq: null,
  act: 'bill_in_other_case',
  label: { zh: 'In case N-2 too', en: 'In case N-2 too' },
  by: [],
  on: '2026-03-01',
  texts: [number],
});

describe('what stands against a case', () => {
  it('is each bill that stands elsewhere, with its number and no finder', () => {
    render(<Findings of={[bill('A 1'), bill('A 2')]} />);
    expect(screen.getAllByText('In case N-2 too')).toHaveLength(2);
    expect(screen.getByText('A 1')).toBeTruthy();
    expect(screen.getByText('A 2')).toBeTruthy();
    expect(screen.getAllByText('2026-03-01')).toHaveLength(2);
  });
});
