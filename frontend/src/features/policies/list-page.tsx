import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { rowsOf } from '../../api/cursor';
import { useText } from '../../i18n';
import { DataTable } from '../../ui/data-table';
import { Page } from '../../ui/page';
import { placeOf } from './parameters';
import { type PolicySummary, policiesQuery } from './queries';

export function Component() {
  const { t } = useTranslation();
  const textOf = useText();
  const list = useInfiniteQuery(policiesQuery());
  return (
    <Page title={t('policies.title')} error={list.error} onRetry={() => list.refetch()}>
      <DataTable<PolicySummary>
        label={t('policies.title')}
        rowKey={(policy) => `${policy.code}@${policy.version}`}
        loading={list.isPending}
        dataSource={rowsOf(list.data)}
        hasMore={list.hasNextPage}
        onMore={() => list.fetchNextPage()}
        loadingMore={list.isFetchingNextPage}
        columns={[
          {
            title: t('policies.name'),
            render: (_, policy) => <Link to={`/policies/${policy.code}`}>{textOf(policy.title)}</Link>,
          },
          { title: t('policies.code'), render: (_, policy) => <code>{policy.code}</code> },
          { title: t('policies.version'), dataIndex: 'version' },
          { title: t('policies.valid_from'), dataIndex: 'valid_from' },
          { title: t('policies.valid_to'), render: (_, policy) => policy.valid_to ?? t('policies.open_end') },
          {
            title: t('policies.jurisdiction'),
            render: (_, policy) => placeOf(policy.jurisdiction, t('policies.national')),
          },
        ]}
      />
    </Page>
  );
}
