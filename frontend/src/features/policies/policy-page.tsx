import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { rowsOf } from '../../api/cursor';
import { useCan } from '../../api/session';
import { useText } from '../../i18n';
import { today } from '../../lib/dates';
import { Filter, useFilters } from '../../ui/filter';
import { Page } from '../../ui/page';
import { Basis } from './document/basis';
import { CitationNames } from './document/cites';
import { Examples } from './document/examples';
import { Inputs } from './document/inputs';
import { Parameters } from './document/parameters';
import { Result, Rules } from './document/rules';
import { evaluate, type PolicyDetail, policiesQuery, policyQuery } from './queries';
import { TryIt } from './try-it';
import './texts';

export function Component() {
  const { code = '' } = useParams();
  const { t } = useTranslation();
  const textOf = useText();
  const can = useCan();
  const filters = useFilters();
  const on = filters.get('on') ?? today();
  const query = useQuery(policyQuery(code, filters.get('on')));
  const all = useInfiniteQuery(policiesQuery());
  const versions = rowsOf(all.data)
    .filter((one) => one.code === code)
    .sort((a, b) => a.version - b.version);
  return (
    <Page
      title={query.data ? textOf(query.data.title) : t('policies.title')}
      loading={query.isPending}
      error={query.error}
      onRetry={() => query.refetch()}
      extra={
        <>
          {versions.length > 1 && (
            <Link to={`/policies/${code}/compare`}>
              <Button>{t('policies.compare')}</Button>
            </Link>
          )}
          {can('policy.simulate') && query.data && (
            <Link to={`/simulations/new?policy=${code}&on=${on}`}>
              <Button>{t('simulations.simulate')}</Button>
            </Link>
          )}
          {can('policy.draft') && (
            <Link to={`/policy-drafts/new?from=${code}`}>
              <Button type="primary">{t('policy_drafts.new_version')}</Button>
            </Link>
          )}
        </>
      }
    >
      <div className="filters no-print">
        <Filter label={t('policies.on')}>
          {(id) => (
            <Input
              id={id}
              type="date"
              value={on}
              onChange={(event) => filters.set({ on: event.target.value })}
            />
          )}
        </Filter>
        {versions.length > 1 && (
          <nav className="versions" aria-label={t('policies.versions')}>
            {versions.map((one) => (
              <Link
                key={one.version}
                to={`/policies/${code}?on=${one.valid_from}`}
                aria-current={one.version === query.data?.version ? 'page' : undefined}
              >
                {t('policies.version_since', { version: one.version, from: one.valid_from })}
              </Link>
            ))}
          </nav>
        )}
      </div>
      {query.data && (
        <CitationNames value={query.data.citations}>
          <Policy key={`${code}@${query.data.version}`} policy={query.data} on={on} />
        </CitationNames>
      )}
    </Page>
  );
}

/** The document for reading: what it rests on, what it asks, what it reckons with, how, and the proof. */
function Policy({ policy, on }: { policy: PolicyDetail; on: string }) {
  const { t } = useTranslation();
  const { document } = policy;
  const outcomes = policy.examples.map((example) => ({ passed: example.passes }));
  return (
    <div className="two-columns">
      <div>
        <Basis document={document} />
        <h2>{t('policies.parameters')}</h2>
        <Parameters document={document} on={on} />
        <h2>{t('policies.inputs')}</h2>
        <Inputs document={document} />
        <h2>{t('policies.rules')}</h2>
        <Rules document={document} />
        <h2>{t('policies.result')}</h2>
        <Result document={document} />
        <h2>{t('policies.examples')}</h2>
        <Examples document={document} outcomes={outcomes} />
      </div>
      <TryIt
        key={on}
        inputs={document.inputs}
        on={on}
        run={async (facts, day) => ({ evaluation: await evaluate(policy.code, facts, day), errors: [] })}
      />
    </div>
  );
}
