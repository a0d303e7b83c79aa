import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { saveExport } from '../../../api/save';
import { useText } from '../../../i18n';
import { beijingTime } from '../../../lib/dates';
import { Money } from '../../../ui/money';
import { Page } from '../../../ui/page';
import { ProblemAlert } from '../../../ui/problem-alert';
import { StatusTag } from '../../../ui/status-tag';
import { useValueText } from '../values';
import { progress } from './figures';
import { isOpen, type Simulation, simulationQuery, useCancel } from './queries';
import { ResultView } from './result';
import './simulations.css';
import '../texts';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const textOf = useText();
  const query = useQuery(simulationQuery(id));
  const simulation = query.data;
  const file = useMutation({
    mutationFn: (format: 'csv' | 'xlsx') =>
      saveExport(`/simulations/${id}?format=${format}`, `simulation.${format}`),
  });
  return (
    <Page
      title={simulation ? simulation.title || textOf(simulation.policy_title) : t('simulations.title')}
      loading={query.isPending}
      error={query.error}
      onRetry={() => query.refetch()}
      extra={
        simulation && (
          <>
            <StatusTag code={simulation.state} label={t(`simulations.states.${simulation.state}`)} />
            {simulation.result && (
              <>
                <Button onClick={() => file.mutate('xlsx')} loading={file.isPending}>
                  {t('simulations.xlsx')}
                </Button>
                <Button onClick={() => file.mutate('csv')}>{t('simulations.csv')}</Button>
                <Link to={`/simulations/${id}/print`}>
                  <Button>{t('ui.print')}</Button>
                </Link>
              </>
            )}
            <Link to="/simulations">
              <Button>{t('simulations.all')}</Button>
            </Link>
          </>
        )
      }
    >
      <ProblemAlert error={file.error} />
      {simulation && (
        <>
          <Question simulation={simulation} />
          {isOpen(simulation.state) && <Running simulation={simulation} />}
          {simulation.state === 'failed' && (
            <Alert
              type="error"
              showIcon
              title={t(`simulations.failure.${simulation.failure ?? 'internal'}`)}
            />
          )}
          {simulation.state === 'cancelled' && (
            <Alert type="info" showIcon title={t('simulations.was_cancelled')} />
          )}
          {simulation.result && <ResultView id={simulation.id} result={simulation.result} />}
        </>
      )}
    </Page>
  );
}

/** What was asked: it stands above every result. */
export function Question({ simulation }: { simulation: Simulation }) {
  const { t } = useTranslation();
  const textOf = useText();
  const text = useValueText();
  const { policy_code, policy_version, draft_id } = simulation;
  return (
    <>
      <p className="muted sim-question">
        <Link to={`/policies/${policy_code}?on=${simulation.on}`}>{textOf(simulation.policy_title)}</Link>
        {' · '}
        {policy_version
          ? t('simulations.against_version', { version: policy_version })
          : t('simulations.against_nothing')}
        {draft_id && (
          <>
            {' · '}
            <Link to={`/policy-drafts/${draft_id}`}>{t('simulations.of_draft')}</Link>
          </>
        )}
        {' · '}
        {t('simulations.as_of', { on: simulation.on })} · {simulation.division.full_name}
        {simulation.categories.length > 0 &&
          ` · ${simulation.categories.map((code) => t(`households.category.${code}`)).join(', ')}`}
        {' · '}
        {simulation.started_by.name} · {beijingTime(simulation.created_at)}
      </p>
      {simulation.changes.length > 0 && (
        <ul>
          {simulation.changes.map(({ parameter, label, unit, before, after }) => (
            <li key={parameter}>
              {textOf(label)}: {text({ type: unit }, before)} → <strong>{text({ type: unit }, after)}</strong>
            </li>
          ))}
        </ul>
      )}
      {simulation.budget_fen !== null && simulation.budget_fen !== undefined && (
        <p>
          {t('simulations.budget')}: <Money fen={simulation.budget_fen} unit />
        </p>
      )}
    </>
  );
}

function Running({ simulation }: { simulation: Simulation }) {
  const { t } = useTranslation();
  const cancel = useCancel(simulation.id);
  const { done, of } = simulation;
  const waits = simulation.state === 'queued';
  return (
    <section aria-live="polite" aria-label={t('simulations.progress')} style={{ maxWidth: 560 }}>
      <ProblemAlert error={cancel.error} />
      <p>{waits ? t('simulations.waits') : t('simulations.computed', { done, of })}</p>
      <Progress
        percent={progress(done, of)}
        aria-label={t('simulations.progress')}
        status={waits ? 'normal' : 'active'}
      />
      {simulation.allowed_actions.includes('cancel') && (
        <Button danger onClick={() => cancel.mutate()} loading={cancel.isPending}>
          {t('simulations.cancel')}
        </Button>
      )}
    </section>
  );
}
