import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { householdHistoryQuery } from '../../api/resources/households';
import type { Schemas } from '../../api/types';
import { formatFen } from '../../lib/money';
import { ProblemAlert } from '../../ui/problem-alert';
import { Timeline, type TimelineEntry } from '../../ui/timeline';

type Entry = Schemas['HouseholdHistoryEntry'];
type Member = Schemas['HouseholdMemberThen'];

/** What the register knew of a household when, and who registered it. */
export function History({ household }: { household: { id: string; version: number } }) {
  const { t } = useTranslation();
  const history = useQuery(householdHistoryQuery(household.id, household.version));
  const said = (member: Member) =>
    [
      member.name,
      t(`households.relation.${member.relation}`),
      ...member.conditions.map((code) => t(`households.condition.${code}`)),
    ].join(' · ');
  const income = (fen: number | null | undefined) =>
    fen === null || fen === undefined ? t('households.income_unknown') : formatFen(fen);
  const lines = ({ category, income: earned, joined, left, changed }: Entry) => {
    const all: [string, ReactNode][] = [];
    const change = (before: string | null, after: string) => (
      <>
        {before && `${before} → `}
        <strong>{after}</strong>
      </>
    );
    if (category) {
      const before = category.before ? t(`households.category.${category.before}`) : null;
      all.push([t('households.category_label'), change(before, t(`households.category.${category.after}`))]);
    }
    if (earned)
      all.push([
        t('households.income'),
        change(category && !category.before ? null : income(earned.before_fen), income(earned.after_fen)),
      ]);
    for (const [key, members] of Object.entries({ joined, left, changed }))
      if (members.length > 0) all.push([t(`households.${key}`), members.map(said).join(' / ')]);
    return all;
  };
  const entry = (one: Entry): TimelineEntry => ({
    key: String(one.version),
    title: t('households.known_on', { on: one.known_on, by: one.known_by }),
    meta: t('households.counts_from', { month: one.counts_from }),
    body: (
      <ul className="plain-list">
        {lines(one).map(([label, value]) => (
          <li key={label}>
            {label}: {value}
          </li>
        ))}
      </ul>
    ),
  });
  return (
    <>
      <h2>{t('households.history')}</h2>
      <p className="muted">{t('households.history_hint')}</p>
      <ProblemAlert error={history.error} onRetry={() => void history.refetch()} />
      {history.data && <Timeline entries={history.data.items.map(entry)} />}
    </>
  );
}
