import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Input, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { rowsOf } from '../../api/cursor';
import { useCan } from '../../api/session';
import { useText } from '../../i18n';
import { today } from '../../lib/dates';
import { DataTable } from '../../ui/data-table';
import { Filter, useFilters } from '../../ui/filter';
import { Page } from '../../ui/page';
import { byScheme, versionOn } from './grouping';
import { usePlaces } from './places';
import { type PolicySummary, policiesQuery } from './queries';
import './texts';

export function Component() {
  const { t } = useTranslation();
  const can = useCan();
  const filters = useFilters();
  const list = useInfiniteQuery(policiesQuery());
  const policies = rowsOf(list.data);
  const placeOf = usePlaces(policies.map((policy) => policy.jurisdiction));
  const groups = byScheme(policies, {
    q: filters.get('q'),
    place: filters.get('place'),
    scheme: filters.get('scheme'),
  });
  const options = (codes: string[], text: (code: string) => string) =>
    [...new Set(codes)].sort().map((value) => ({ value, label: text(value) }));
  const schemeOf = (code: string) => t(`ui.scheme_of.${code}`, { defaultValue: code });
  return (
    <Page
      title={t('policies.title')}
      loading={list.isPending}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        <>
          {can('policy_draft.read') && (
            <Link to="/policy-drafts">
              <Button>{t('policy_drafts.title')}</Button>
            </Link>
          )}
          {can('policy.draft') && (
            <Link to="/policy-drafts/new">
              <Button type="primary">{t('policy_drafts.new_policy')}</Button>
            </Link>
          )}
        </>
      }
    >
      <div className="filters">
        <Filter label={t('policies.place')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              style={{ minWidth: 190 }}
              placeholder={t('ui.all')}
              value={filters.get('place')}
              onChange={(place) => filters.set({ place })}
              options={options(
                policies.map((policy) => policy.jurisdiction),
                placeOf,
              )}
            />
          )}
        </Filter>
        <Filter label={t('policies.scheme')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              style={{ minWidth: 170 }}
              placeholder={t('ui.all')}
              value={filters.get('scheme')}
              onChange={(scheme) => filters.set({ scheme })}
              options={options(
                policies.map((policy) => policy.scheme),
                schemeOf,
              )}
            />
          )}
        </Filter>
        <Filter label={t('policies.text')}>
          {(id) => (
            <Input
              id={id}
              allowClear
              value={filters.get('q') ?? ''}
              onChange={(event) => filters.set({ q: event.target.value })}
            />
          )}
        </Filter>
        {filters.any && <Button onClick={filters.clear}>{t('ui.reset')}</Button>}
      </div>
      {!list.isPending && groups.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('ui.no_rows')} />
      )}
      {groups.map((group) => (
        <section key={group.scheme} className="scheme">
          <h2>{schemeOf(group.scheme)}</h2>
          <Versions
            label={schemeOf(group.scheme)}
            policies={group.policies}
            all={policies}
            placeOf={placeOf}
          />
        </section>
      ))}
    </Page>
  );
}

interface VersionsProps {
  label: string;
  policies: PolicySummary[];
  all: PolicySummary[];
  placeOf: (code: string) => string;
}

function Versions({ label, policies, all, placeOf }: VersionsProps) {
  const { t } = useTranslation();
  const textOf = useText();
  const on = today();
  const holds = (policy: PolicySummary) =>
    versionOn(
      all.filter((one) => one.code === policy.code),
      on,
    )?.version === policy.version;
  const state = (policy: PolicySummary) => {
    if (holds(policy)) return <Tag color="green">{t('policies.holds')}</Tag>;
    return <Tag>{t(policy.valid_from > on ? 'policies.to_come' : 'policies.superseded')}</Tag>;
  };
  return (
    <DataTable<PolicySummary>
      label={label}
      rowKey={(policy) => `${policy.code}@${policy.version}`}
      dataSource={policies}
      size="small"
      scroll={{ x: 760 }}
      tableLayout="fixed"
      columns={[
        {
          title: t('policies.name'),
          width: '34%',
          render: (_, policy) => (
            <>
              <Link to={`/policies/${policy.code}${holds(policy) ? '' : `?on=${policy.valid_from}`}`}>
                {textOf(policy.title)}
              </Link>
              <div className="muted">
                <code>{policy.code}</code>
              </div>
            </>
          ),
        },
        {
          title: t('policies.jurisdiction'),
          width: '22%',
          render: (_, policy) => placeOf(policy.jurisdiction),
        },
        {
          title: t('policies.version'),
          width: '18%',
          render: (_, policy) => (
            <>
              {t('policies.version_no', { version: policy.version })} {state(policy)}
            </>
          ),
        },
        {
          title: t('policies.valid'),
          render: (_, policy) => `${policy.valid_from} – ${policy.valid_to ?? t('policies.open_end')}`,
        },
      ]}
    />
  );
}
