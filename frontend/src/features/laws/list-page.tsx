import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { rowsOf } from '../../api/cursor';
import { useCan } from '../../api/session';
import { useText } from '../../i18n';
import { useDebounced } from '../../lib/debounce';
import { DataTable } from '../../ui/data-table';
import { Filter, useFilters } from '../../ui/filter';
import { Page } from '../../ui/page';
import { KINDS, type LawRow, lawsQuery } from './queries';
import './texts';

const QUIET_MS = 300;

/** The register of law: what everything cites, the highest rank first. */
export function Component() {
  const { t } = useTranslation();
  const textOf = useText();
  const can = useCan();
  const filters = useFilters();
  const q = useDebounced(filters.get('q'), QUIET_MS);
  const kind = KINDS.find((one) => one === filters.get('kind'));
  const list = useInfiniteQuery(lawsQuery({ q, kind, on: filters.get('on') }));
  return (
    <Page
      title={t('laws.title')}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        <>
          {can('policy_draft.read') && (
            <Link to="/law-drafts">
              <Button>{t('laws.drafts')}</Button>
            </Link>
          )}
          {can('policy.draft') && (
            <Link to="/law-drafts/new">
              <Button type="primary">{t('laws.new_law')}</Button>
            </Link>
          )}
        </>
      }
    >
      <div className="filters">
        <Filter label={t('laws.search')}>
          {(id) => (
            <Input
              id={id}
              allowClear
              style={{ minWidth: 260 }}
              value={filters.get('q') ?? ''}
              onChange={(event) => filters.set({ q: event.target.value })}
            />
          )}
        </Filter>
        <Filter label={t('laws.kind')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              style={{ minWidth: 170 }}
              placeholder={t('ui.all')}
              value={kind}
              onChange={(next) => filters.set({ kind: next })}
              options={KINDS.map((value) => ({ value, label: t(`laws.kinds.${value}`) }))}
            />
          )}
        </Filter>
        <Filter label={t('laws.on')}>
          {(id) => (
            <Input
              id={id}
              type="date"
              value={filters.get('on') ?? ''}
              onChange={(event) => filters.set({ on: event.target.value })}
            />
          )}
        </Filter>
        {filters.any && <Button onClick={filters.clear}>{t('ui.reset')}</Button>}
      </div>
      <DataTable<LawRow>
        label={t('laws.title')}
        rowKey="code"
        size="small"
        scroll={{ x: 760 }}
        tableLayout="fixed"
        loading={list.isPending}
        dataSource={rowsOf(list.data)}
        hasMore={list.hasNextPage}
        onMore={() => list.fetchNextPage()}
        loadingMore={list.isFetchingNextPage}
        columns={[
          {
            title: t('laws.name'),
            width: '42%',
            render: (_, law) => (
              <>
                <Link to={`/laws/${law.code}`}>{textOf(law.title)}</Link>
                {law.number && <div className="muted">{law.number}</div>}
              </>
            ),
          },
          { title: t('laws.kind'), width: '18%', render: (_, law) => t(`laws.kinds.${law.kind}`) },
          { title: t('laws.from'), width: '16%', dataIndex: 'from' },
          {
            title: t('laws.standing'),
            render: (_, law) => (
              <>
                <Standing law={law} />
                {law.checked !== 'read' && <div className="muted">{t(`laws.checked.${law.checked}`)}</div>}
              </>
            ),
          },
        ]}
      />
    </Page>
  );
}

function Standing({ law }: { law: LawRow }) {
  const { t } = useTranslation();
  if (law.in_force) return <Tag color="green">{t('laws.in_force')}</Tag>;
  return <Tag>{t(law.repealed_on ? 'laws.ended' : 'laws.to_come')}</Tag>;
}
