import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { serviceItemQuery, serviceItemsQuery } from '../../api/resources/reference';
import { useTownships } from '../../api/resources/townships';
import { useCan, useUser } from '../../api/session';
import type { CaseRow } from '../../api/types';
import { useText } from '../../i18n';
import { ActButton } from '../../ui/act-button';
import { DataTable } from '../../ui/data-table';
import { Page } from '../../ui/page';
import { PersonalData } from '../../ui/watermark';
import { caseColumns } from './columns';
import { type CaseFilter, caseListQuery, filtersOf, withFilter } from './list-query';

export function Component() {
  const { t } = useTranslation();
  const text = useText();
  const user = useUser();
  const allowed = useCan();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const { state } = useLocation();
  const q = (state as { q?: string } | null)?.q ?? '';
  const filters = filtersOf(search);
  const cases = useInfiniteQuery(caseListQuery(filters, q));
  return (
    <Page
      title={t('cases.title')}
      error={cases.error}
      onRetry={() => void cases.refetch()}
      extra={
        <ActButton
          type="primary"
          why={allowed('case.create') ? null : t('ui.permission_missing')}
          onClick={() => navigate('/cases/new')}
        >
          {t('cases.new')}
        </ActButton>
      }
    >
      <SearchBox
        q={q}
        onSearch={(words) => navigate({ search: search.toString() }, { state: { q: words } })}
      />
      {q ? (
        <p role="status">
          {t('cases.searched', { q })}{' '}
          <Button onClick={() => navigate({ search: search.toString() })}>{t('cases.back_to_list')}</Button>
        </p>
      ) : (
        <Filters
          filters={filters}
          onSet={(name, value) => setSearch(withFilter(search, name, value), { replace: true })}
          onReset={() => setSearch({}, { replace: true })}
        />
      )}
      <PersonalData viewer={`${user.name} ${user.username}`}>
        <DataTable<CaseRow>
          label={t('cases.title')}
          rowKey="id"
          loading={cases.isLoading}
          dataSource={cases.data?.pages.flatMap((page) => page.items) ?? []}
          columns={caseColumns(t, text)}
          hasMore={cases.hasNextPage}
          onMore={() => void cases.fetchNextPage()}
          loadingMore={cases.isFetchingNextPage}
        />
      </PersonalData>
    </Page>
  );
}

function SearchBox({ q, onSearch }: { q: string; onSearch: (words: string) => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState(q);
  useEffect(() => setWords(q), [q]);
  return (
    <search>
      <Input.Search
        className="search-line"
        allowClear
        enterButton={t('ui.search')}
        value={words}
        aria-label={t('app.search_placeholder')}
        placeholder={t('app.search_placeholder')}
        onChange={(event) => setWords(event.target.value)}
        onSearch={(value) => onSearch(value.trim().length >= 2 ? value.trim() : '')}
      />
    </search>
  );
}

interface FiltersProps {
  filters: Partial<Record<CaseFilter, string>>;
  onSet: (name: CaseFilter, value: string | undefined) => void;
  onReset: () => void;
}

function Filters({ filters, onSet, onReset }: FiltersProps) {
  const { t } = useTranslation();
  const text = useText();
  const townships = useTownships();
  const items = useQuery(serviceItemsQuery());
  const code = items.data?.items[0]?.code ?? '';
  const item = useQuery({ ...serviceItemQuery(code), enabled: code !== '' });
  const choice = (name: CaseFilter, options: { value: string; label: string }[]) => (
    <Select
      allowClear
      style={{ minWidth: 150 }}
      aria-label={t(`cases.filter.${name}`)}
      placeholder={t(`cases.filter.${name}`)}
      value={filters[name]}
      onChange={(value) => onSet(name, value)}
      options={options}
    />
  );
  const words = (name: CaseFilter, values: string[]) =>
    choice(
      name,
      values.map((value) => ({ value, label: t(`cases.filter_value.${name}_${value}`) })),
    );
  return (
    <div className="filters">
      {choice(
        'stage',
        item.data?.stages.map((stage) => ({ value: stage.code, label: text(stage.label) })) ?? [],
      )}
      {words('closed', ['false', 'true'])}
      {words('due', ['soon', 'overdue'])}
      {townships.length > 0 && choice('township', townships)}
      <Input
        type="month"
        style={{ width: 170 }}
        aria-label={t('cases.filter.month')}
        title={t('cases.filter.month')}
        value={filters.month ?? ''}
        onChange={(event) => onSet('month', event.target.value)}
      />
      {words('sort', ['received', 'due'])}
      <Checkbox
        checked={filters.mine === 'true'}
        onChange={(event) => onSet('mine', event.target.checked ? 'true' : undefined)}
      >
        {t('cases.filter.mine')}
      </Checkbox>
      <Button onClick={onReset}>{t('ui.reset')}</Button>
    </div>
  );
}
