import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useUser } from '../../../api/session';
import { useText } from '../../../i18n';
import { formatFen } from '../../../lib/money';
import { ListSheet, type SheetTable } from '../../../ui/list-sheet';
import { Page } from '../../../ui/page';
import { useValueText } from '../values';
import { CHANGES, SPANS, type Span, signedFen } from './figures';
import { type Figures, type Result, type Simulation, simulationQuery } from './queries';
import { type Part, useParts } from './result';
import '../texts';

/** What a change would cost, as it goes before the meeting: the change, then by township and by category. */
export function Component() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const query = useQuery(simulationQuery(id));
  const simulation = query.data;
  if (!simulation?.result) {
    return (
      <Page
        title={t('simulations.title')}
        loading={query.isPending}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  return (
    <Sheet simulation={simulation} result={simulation.result} onBack={() => navigate(`/simulations/${id}`)} />
  );
}

interface SheetProps {
  simulation: Simulation;
  result: Result;
  onBack: () => void;
}

function Sheet({ simulation, result, onBack }: SheetProps) {
  const { t } = useTranslation();
  const textOf = useText();
  const valueText = useValueText();
  const user = useUser();
  const { townships, categories } = useParts(result);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the result makes the tables; its words do not change while it is read
  const tables = useMemo(() => {
    const changes: SheetTable = {
      caption: t('simulations.print_changes'),
      heads: [
        { text: t('simulations.parameter') },
        { text: t('simulations.before'), num: true },
        { text: t('simulations.after'), num: true },
      ],
      rows: simulation.changes.map(({ label, unit, before, after }) => [
        textOf(label),
        valueText({ type: unit }, before),
        valueText({ type: unit }, after),
      ]),
    };
    const spans: Span[] = result.after_period === 'once' ? ['yearly_fen'] : SPANS;
    const of = (title: string, parts: Part[]) =>
      spans.map((span): SheetTable => {
        const cells = (name: string, figures: Figures) => [
          name,
          figures.households,
          figures.not_computed,
          formatFen(figures.before[span]),
          formatFen(figures.after[span]),
          signedFen(figures.difference[span]),
          ...CHANGES.flatMap((change) => [figures[change].households, signedFen(figures[change][span])]),
        ];
        return {
          caption: `${title} · ${result.after_period === 'once' ? t('simulations.cost_once') : t(`simulations.spans.${span}`)}`,
          heads: [
            { text: title },
            ...['households', 'not_computed', 'before', 'after', 'difference'].map((name) => ({
              text: t(`simulations.${name}`),
              num: true,
            })),
            ...CHANGES.flatMap((change) => [
              { text: t(`simulations.change.${change}`), num: true },
              { text: t('simulations.print_sum', { change: t(`simulations.change.${change}`) }), num: true },
            ]),
          ],
          rows: parts.map((part) => cells(part.name, part.figures)),
          foot: cells(t('simulations.total'), result.total),
        };
      });
    return [
      ...(simulation.changes.length > 0 ? [changes] : []),
      ...of(t('simulations.by_township'), townships),
      ...of(t('simulations.by_category'), categories),
    ];
  }, [simulation, result]);
  return (
    <ListSheet
      title={simulation.title || textOf(simulation.policy_title)}
      unit={simulation.division.full_name}
      period={`${textOf(simulation.policy_title)} · ${t('simulations.as_of', { on: simulation.on })} · ${t('ui.unit_yuan')}`}
      printedBy={user.name}
      tables={tables}
      onBack={onBack}
    />
  );
}
