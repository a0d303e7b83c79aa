import { Alert, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatFen } from '../../../lib/money';
import { Scroll } from '../document/scroll';
import { Bars } from './bars';
import { bars, CHANGES, rowsPath, SPANS, type Span, signed, signedFen } from './figures';
import type { Change, Figures, Result, RowsFilter } from './queries';
import '../policies.css';
import './simulations.css';

export interface Part {
  key: string;
  name: string;
  filter: RowsFilter;
  figures: Figures;
}

export function useParts(result: Result): { townships: Part[]; categories: Part[] } {
  const { t } = useTranslation();
  return {
    townships: result.by_township.map(({ division, ...figures }) => ({
      key: division.code,
      name: division.name,
      filter: { township: division.code },
      figures,
    })),
    categories: result.by_category.map(({ category, ...figures }) => ({
      key: category,
      name: t(`households.category.${category}`),
      filter: { category },
      figures,
    })),
  };
}

/** The whole, then by township and by category, each as a chart with its table; every count leads to its households. */
export function ResultView({ id, result }: { id: string; result: Result }) {
  const { t } = useTranslation();
  const [span, setSpan] = useState<Span>('yearly_fen');
  const { townships, categories } = useParts(result);
  const once = result.after_period === 'once';
  const shown: Span = once ? 'yearly_fen' : span;
  return (
    <>
      <BudgetAlert result={result} />
      <Headline id={id} total={result.total} once={once} />
      {result.total.not_computed > 0 && (
        <p>{t('simulations.not_computed_detail', { count: result.total.not_computed })}</p>
      )}
      {once ? (
        <p className="muted">{t('simulations.once')}</p>
      ) : (
        <Segmented
          className="no-print"
          aria-label={t('simulations.span')}
          value={shown}
          onChange={setSpan}
          options={SPANS.map((value) => ({ value, label: t(`simulations.spans.${value}`) }))}
        />
      )}
      {[
        ['by_township', townships],
        ['by_category', categories],
      ].map(([name, parts]) => (
        <PartsSection
          key={name as string}
          id={id}
          title={t(`simulations.${name}`)}
          parts={parts as Part[]}
          total={result.total}
          span={shown}
        />
      ))}
    </>
  );
}

export function BudgetAlert({ result }: { result: Result }) {
  const { t } = useTranslation();
  const { budget } = result;
  if (!budget) return null;
  const sums = {
    budget: formatFen(budget.budget_fen),
    spent: formatFen(budget.spent_fen),
    left: formatFen(Math.abs(budget.left_fen)),
  };
  return (
    <Alert
      className="below"
      showIcon
      type={budget.crossed ? 'error' : 'success'}
      title={t(budget.crossed ? 'simulations.budget_crossed' : 'simulations.budget_kept', sums)}
    />
  );
}

function Headline({ id, total, once }: { id: string; total: Figures; once: boolean }) {
  const { t } = useTranslation();
  const spans = once ? (['yearly_fen'] as Span[]) : SPANS;
  return (
    <dl className="sim-heads">
      {spans.map((span) => (
        <div key={span}>
          <dt>{once ? t('simulations.cost_once') : t(`simulations.cost.${span}`)}</dt>
          <dd>
            <strong>{formatFen(total.after[span])}</strong>
          </dd>
          <dd>{t('simulations.today_is', { sum: formatFen(total.before[span]) })}</dd>
          <dd>{t('simulations.difference_is', { sum: signedFen(total.difference[span]) })}</dd>
        </div>
      ))}
      <div>
        <dt>{t('simulations.receiving')}</dt>
        <dd>
          <strong>{total.after.households}</strong>
        </dd>
        <dd>{t('simulations.today_is', { sum: total.before.households })}</dd>
        <dd>
          {t('simulations.difference_is', { sum: signed(total.after.households - total.before.households) })}
        </dd>
      </div>
      {CHANGES.map((change) => (
        <div key={change}>
          <dt>{t(`simulations.change.${change}`)}</dt>
          <dd>
            <strong>
              <RowsLink id={id} change={change} filter={{}} count={total[change].households} />
            </strong>
          </dd>
          {spans.map((span) => (
            <dd key={span}>
              {t(once ? 'simulations.sum_once' : `simulations.sum.${span}`, {
                sum: signedFen(total[change][span]),
              })}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

interface LinkProps {
  id: string;
  change: Change;
  filter: RowsFilter;
  count: number;
  of?: string;
}

function RowsLink({ id, change, filter, count, of }: LinkProps) {
  const { t } = useTranslation();
  if (count === 0) return <>0</>;
  const label = t('simulations.rows_of', { of: of ?? '', change: t(`simulations.change.${change}`), count });
  return (
    <Link to={rowsPath(id, { ...filter, change })} aria-label={label}>
      {count}
    </Link>
  );
}

interface SectionProps {
  id: string;
  title: string;
  parts: Part[];
  total: Figures;
  span: Span;
}

function PartsSection({ id, title, parts, total, span }: SectionProps) {
  const { t } = useTranslation();
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <Bars label={title} bars={bars(parts, span)} />
      <Scroll label={t('simulations.table_of', { what: title })}>
        <table className="sim-table">
          <thead>
            <tr>
              <th scope="col">{title}</th>
              <th scope="col" className="num">
                {t('simulations.households')}
              </th>
              <th scope="col" className="num">
                {t('simulations.not_computed')}
              </th>
              <th scope="col" className="num">
                {t('simulations.before')}
              </th>
              <th scope="col" className="num">
                {t('simulations.after')}
              </th>
              <th scope="col" className="num">
                {t('simulations.difference')}
              </th>
              {CHANGES.map((change) => (
                <th key={change} scope="col" className="num">
                  {t(`simulations.change.${change}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <PartRow key={part.key} id={id} part={part} span={span} />
            ))}
          </tbody>
          <tfoot>
            <PartRow
              id={id}
              part={{ key: '', name: t('simulations.total'), filter: {}, figures: total }}
              span={span}
            />
          </tfoot>
        </table>
      </Scroll>
    </section>
  );
}

function PartRow({ id, part, span }: { id: string; part: Part; span: Span }) {
  const { figures } = part;
  return (
    <tr>
      <th scope="row">{part.name}</th>
      <td className="num">{figures.households}</td>
      <td className="num">{figures.not_computed}</td>
      <td className="num">{formatFen(figures.before[span])}</td>
      <td className="num">{formatFen(figures.after[span])}</td>
      <td className="num">{signedFen(figures.difference[span])}</td>
      {CHANGES.map((change) => (
        <td key={change} className="num">
          <RowsLink
            id={id}
            change={change}
            filter={part.filter}
            count={figures[change].households}
            of={part.name}
          />
        </td>
      ))}
    </tr>
  );
}
