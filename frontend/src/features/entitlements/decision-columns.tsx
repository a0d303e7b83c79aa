import { type TableProps, Tag } from 'antd';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import { SinceList } from '../../ui/since-list';
import { HearingTags } from './hearing';
import { ProposedWords } from './proposed-words';
import type { BenefitRow, DecisionResult, Outcome } from './queries';
import { BeforeAfter, Difference } from './steps';
import { succeeded } from './words';

type Columns = NonNullable<TableProps<BenefitRow>['columns']>;
export type Answers = Record<string, { outcome: Outcome; result: DecisionResult }>;

function Result({ answer, t }: { answer: Answers[string] | undefined; t: TFunction }) {
  if (!answer) return null;
  const { outcome, result } = answer;
  if (succeeded(result)) return <span className="row-done">{t(`entitlements.done.${outcome}`)}</span>;
  return (
    <div className="row-fault">
      {result.message ?? result.code ?? result.status}
      <SinceList of={result.since} />
    </div>
  );
}

function Kind({ row, t }: { row: BenefitRow; t: TFunction }) {
  const { proposed } = row;
  if (!proposed) return null;
  return (
    <>
      <Tag color="blue">{t(`entitlements.kinds.${proposed.kind}`)}</Tag>{' '}
      <span className="nowrap">{t('entitlements.period_open', { from: proposed.from_month })}</span>
      <ProposedWords row={row} />
      <HearingTags row={row} />
    </>
  );
}

export function decisionColumns(t: TFunction, answers: Answers): Columns {
  return [
    {
      title: t('entitlements.person'),
      key: 'person',
      render: (_, row) => (
        <>
          <Link to={`/entitlements/${row.id}`}>{row.person.name}</Link>
          <div className="muted">{row.division.name}</div>
        </>
      ),
    },
    { title: t('entitlements.kind'), key: 'kind', render: (_, row) => <Kind row={row} t={t} /> },
    {
      title: t('entitlements.change'),
      key: 'change',
      render: (_, { proposed }) =>
        proposed && (
          <>
            <BeforeAfter before={proposed.before_fen} after={proposed.after_fen} />
            {proposed.difference_fen !== 0 && (
              <div>
                <Difference fen={proposed.difference_fen} />
              </div>
            )}
          </>
        ),
    },
    {
      title: t('entitlements.why_and_who'),
      key: 'why',
      className: 'why-cell',
      render: (_, { proposed }) => (
        <>
          {proposed?.reason}
          <div className="muted">
            {proposed?.proposed_by} {proposed?.proposed_on}
          </div>
        </>
      ),
    },
    {
      title: t('entitlements.result'),
      key: 'result',
      className: 'result-cell',
      render: (_, row) => <Result answer={answers[row.id]} t={t} />,
    },
  ];
}

/** The same on a phone: one column beside the box, all of a change under each other. */
export function compactDecisions(t: TFunction, answers: Answers): Columns {
  return [
    {
      title: t('entitlements.kind'),
      key: 'all',
      render: (_, row) => (
        <>
          <div>
            <Link to={`/entitlements/${row.id}`}>{row.person.name}</Link>{' '}
            <span className="muted">{row.division.name}</span>
          </div>
          <div>
            <Kind row={row} t={t} />
          </div>
          {row.proposed && (
            <>
              <BeforeAfter before={row.proposed.before_fen} after={row.proposed.after_fen} />
              {row.proposed.difference_fen !== 0 && (
                <div>
                  <Difference fen={row.proposed.difference_fen} />
                </div>
              )}
              {row.proposed.reason && <div>{row.proposed.reason}</div>}
              <div className="muted">
                {row.proposed.proposed_by} {row.proposed.proposed_on}
              </div>
            </>
          )}
          <Result answer={answers[row.id]} t={t} />
        </>
      ),
    },
  ];
}
