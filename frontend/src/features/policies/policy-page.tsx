import { useQuery } from '@tanstack/react-query';
import { Descriptions, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useText } from '../../i18n';
import { today } from '../../lib/dates';
import { Filter, useFilters } from '../../ui/filter';
import { Page } from '../../ui/page';
import { placeOf } from './parameters';
import { Examples, Inputs, Parameters, Rules } from './parts';
import { type PolicyDetail, policyQuery } from './queries';
import { TryIt } from './try-it';

export function Component() {
  const { code = '' } = useParams();
  const { t } = useTranslation();
  const textOf = useText();
  const filters = useFilters();
  const on = filters.get('on') ?? today();
  const query = useQuery(policyQuery(code, filters.get('on')));
  return (
    <Page
      title={query.data ? textOf(query.data.title) : t('policies.title')}
      loading={query.isPending}
      error={query.error}
      onRetry={() => query.refetch()}
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
      </div>
      {query.data && <Policy key={`${code}@${query.data.version}`} policy={query.data} on={on} />}
    </Page>
  );
}

/** The document for reading: what it rests on, what it asks, what it reckons with, how, and the proof. */
function Policy({ policy, on }: { policy: PolicyDetail; on: string }) {
  const { t } = useTranslation();
  const { document } = policy;
  return (
    <div className="two-columns">
      <div>
        <Basis policy={policy} />
        <h2>{t('policies.inputs')}</h2>
        <Inputs document={document} />
        <h2>{t('policies.parameters')}</h2>
        <Parameters document={document} on={on} />
        <h2>{t('policies.rules')}</h2>
        <Rules document={document} />
        <h2>{t('policies.examples')}</h2>
        <Examples policy={policy} />
      </div>
      <TryIt code={policy.code} inputs={document.inputs} on={on} />
    </div>
  );
}

function Basis({ policy }: { policy: PolicyDetail }) {
  const { t } = useTranslation();
  const { document } = policy;
  return (
    <Descriptions
      bordered
      size="small"
      column={1}
      items={[
        {
          key: 'code',
          label: t('policies.code'),
          children: <code>{`${policy.code}@${policy.version}`}</code>,
        },
        {
          key: 'jurisdiction',
          label: t('policies.jurisdiction'),
          children: placeOf(policy.jurisdiction, t('policies.national')),
        },
        {
          key: 'valid',
          label: t('policies.valid'),
          children: `${policy.valid_from} – ${policy.valid_to ?? t('policies.open_end')}`,
        },
        {
          key: 'department',
          label: t('policies.department'),
          children: (
            <ul className="explanation">
              {document.competent_departments.map((department) => (
                <li key={department.from}>{t('policies.department_from', department)}</li>
              ))}
            </ul>
          ),
        },
        {
          key: 'basis',
          label: t('policies.basis'),
          children: (
            <ul className="explanation">
              {document.legal_basis.map((law) => (
                <li key={law.title + law.clause}>
                  {law.title} {law.clause}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
