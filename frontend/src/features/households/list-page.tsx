import { useInfiniteQuery } from '@tanstack/react-query';
import { Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api } from '../../api/client';
import { useCan } from '../../api/session';
import type { Category, Household } from '../../api/types';
import { CATEGORIES } from '../../lib/household';
import { ActButton } from '../../ui/act-button';
import { DataTable } from '../../ui/data-table';
import { Page } from '../../ui/page';

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const allowed = useCan();
  const [search, setSearch] = useSearchParams();
  const category = (search.get('category') ?? undefined) as Category | undefined;
  const kin = search.get('staff_kin');
  const households = useInfiniteQuery({
    queryKey: ['households', category, kin],
    queryFn: ({ pageParam, signal }) =>
      api.get('/households', {
        query: {
          category,
          staff_kin: kin === null ? undefined : kin === 'true',
          limit: 50,
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const set = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  return (
    <Page
      title={t('households.title')}
      error={households.error}
      onRetry={() => void households.refetch()}
      extra={
        <ActButton
          type="primary"
          why={allowed('household.write') ? null : t('ui.permission_missing')}
          onClick={() => navigate('/households/new')}
        >
          {t('households.create')}
        </ActButton>
      }
    >
      <div className="filters">
        <Select
          allowClear
          style={{ minWidth: 180 }}
          aria-label={t('households.category_label')}
          placeholder={t('households.category_label')}
          value={category}
          onChange={(value) => set('category', value)}
          options={CATEGORIES.map((value) => ({ value, label: t(`households.category.${value}`) }))}
        />
        <Select
          allowClear
          style={{ minWidth: 180 }}
          aria-label={t('households.staff_kin_short')}
          placeholder={t('households.staff_kin_short')}
          value={kin ?? undefined}
          onChange={(value) => set('staff_kin', value)}
          options={[
            { value: 'true', label: t('ui.yes') },
            { value: 'false', label: t('ui.no') },
          ]}
        />
      </div>
      <DataTable<Household>
        label={t('households.title')}
        rowKey="id"
        loading={households.isLoading}
        dataSource={households.data?.pages.flatMap((page) => page.items) ?? []}
        hasMore={households.hasNextPage}
        onMore={() => void households.fetchNextPage()}
        loadingMore={households.isFetchingNextPage}
        columns={[
          {
            title: t('households.relation.head'),
            key: 'head',
            render: (_value, row) => (
              <Link to={`/households/${row.id}`}>
                {row.members.find((member) => member.relation === 'head')?.name ?? t('ui.open')}
              </Link>
            ),
          },
          {
            title: t('households.category_label'),
            key: 'category',
            render: (_value, row) => t(`households.category.${row.category}`),
          },
          { title: t('households.size_label'), dataIndex: 'size' },
          { title: t('ui.village'), key: 'division', render: (_value, row) => row.division.name },
          { title: t('households.certificate_no'), dataIndex: 'certificate_no' },
          {
            title: t('households.staff_kin_short'),
            key: 'kin',
            render: (_value, row) => row.staff_kin && <Tag color="orange">{t('ui.yes')}</Tag>,
          },
        ]}
      />
    </Page>
  );
}
