import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useText } from '../../../i18n';
import { formatFen } from '../../../lib/money';
import { Page } from '../../../ui/page';
import { Scroll } from '../document/scroll';
import { CHANGES, signed, signedFen } from './figures';
import { type Figures, type Simulation, simulationQuery } from './queries';
import { BudgetAlert, type Part, useParts } from './result';
import { Question } from './simulation-page';
import '../policies.css';
import './simulations.css';
import '../texts';

/** Two results side by side, and what lies between them. */
export function Component() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const first = useQuery(simulationQuery(search.get('a') ?? ''));
  const second = useQuery(simulationQuery(search.get('b') ?? ''));
  const [a, b] = [first.data, second.data];
  return (
    <Page
      title={t('simulations.compare')}
      loading={first.isPending || second.isPending}
      error={first.error ?? second.error}
      onRetry={() => {
        first.refetch();
        second.refetch();
      }}
      extra={
        <Link to="/simulations">
          <Button>{t('simulations.all')}</Button>
        </Link>
      }
    >
      {a && b && <Both a={a} b={b} />}
    </Page>
  );
}

function Both({ a, b }: { a: Simulation; b: Simulation }) {
  const { t } = useTranslation();
  const textOf = useText();
  if (!a.result || !b.result) return <Alert type="info" showIcon title={t('simulations.not_both_done')} />;
  const name = (one: Simulation) => one.title || textOf(one.policy_title);
  const same = a.division.code === b.division.code && a.categories.join() === b.categories.join();
  const names = [`A · ${name(a)}`, `B · ${name(b)}`] as const;
  return (
    <>
      {!same && <Alert type="warning" showIcon className="below" title={t('simulations.other_population')} />}
      <div className="two-columns">
        {[a, b].map((one, place) => (
          <section key={one.id} aria-label={names[place]}>
            <h2>
              <Link to={`/simulations/${one.id}`}>{names[place]}</Link>
            </h2>
            <Question simulation={one} />
            {one.result && <BudgetAlert result={one.result} />}
          </section>
        ))}
      </div>
      <h2>{t('simulations.total')}</h2>
      <Totals a={a.result.total} b={b.result.total} names={names} />
      <Parts a={a} b={b} names={names} />
    </>
  );
}

type Names = readonly [string, string];

function Heads({ first, names }: { first: string; names: Names }) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {names.map((name) => (
          <th key={name} scope="col" className="num">
            {name}
          </th>
        ))}
        <th scope="col" className="num">
          {t('simulations.b_less_a')}
        </th>
      </tr>
    </thead>
  );
}

function Totals({ a, b, names }: { a: Figures; b: Figures; names: Names }) {
  const { t } = useTranslation();
  const money = [
    ['monthly_after', (it: Figures) => it.after.monthly_fen],
    ['yearly_after', (it: Figures) => it.after.yearly_fen],
    ['yearly_difference', (it: Figures) => it.difference.yearly_fen],
  ] as const;
  const counts = [
    [t('simulations.receiving'), (it: Figures) => it.after.households] as const,
    ...CHANGES.map(
      (change) => [t(`simulations.change.${change}`), (it: Figures) => it[change].households] as const,
    ),
    [t('simulations.not_computed'), (it: Figures) => it.not_computed] as const,
  ];
  return (
    <Scroll label={t('simulations.total')}>
      <table className="sim-table">
        <Heads first={t('simulations.figure')} names={names} />
        <tbody>
          {money.map(([key, of]) => (
            <tr key={key}>
              <th scope="row">{t(`simulations.${key}`)}</th>
              <td className="num">{formatFen(of(a))}</td>
              <td className="num">{formatFen(of(b))}</td>
              <td className="num">{signedFen(of(b) - of(a))}</td>
            </tr>
          ))}
          {counts.map(([label, of]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="num">{of(a)}</td>
              <td className="num">{of(b)}</td>
              <td className="num">{signed(of(b) - of(a))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Parts({ a, b, names }: { a: Simulation; b: Simulation; names: Names }) {
  const { t } = useTranslation();
  const none = { by_township: [], by_category: [] };
  const first = useParts((a.result ?? none) as never);
  const second = useParts((b.result ?? none) as never);
  return (['townships', 'categories'] as const).map((kind) => {
    const title = t(kind === 'townships' ? 'simulations.by_township' : 'simulations.by_category');
    return (
      <section key={kind} aria-label={title}>
        <h2>{`${title} · ${t('simulations.yearly_after')}`}</h2>
        <Scroll label={t('simulations.table_of', { what: title })}>
          <table className="sim-table">
            <Heads first={title} names={names} />
            <tbody>
              {together(first[kind], second[kind]).map(({ key, name, sums: [one, other] }) => (
                <tr key={key}>
                  <th scope="row">{name}</th>
                  <td className="num">{formatFen(one)}</td>
                  <td className="num">{formatFen(other)}</td>
                  <td className="num">{signedFen(other - one)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </section>
    );
  });
}

/** The parts of both by their key; what one does not have is nothing there. */
export function together(first: Part[], second: Part[]) {
  const names = new Map([...first, ...second].map((part) => [part.key, part.name]));
  const sum = (parts: Part[], key: string) =>
    parts.find((part) => part.key === key)?.figures.after.yearly_fen ?? 0;
  return [...names].map(([key, name]) => ({
    key,
    name,
    sums: [sum(first, key), sum(second, key)] as [number, number],
  }));
}
