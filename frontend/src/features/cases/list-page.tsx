import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Grid } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useCan, useUser } from '../../api/session';
import type { CaseRow } from '../../api/types';
import { useText } from '../../i18n';
import { storedKey, useStored } from '../../lib/stored';
import { ActButton } from '../../ui/act-button';
import { DataTable } from '../../ui/data-table';
import { Page } from '../../ui/page';
import { PersonalData } from '../../ui/watermark';
import { caseColumns, compactColumns } from './columns';
import { Filters, SearchBox } from './list-filters';
import { caseListQuery, filtersOf, withFilter } from './list-query';
import { ColumnChoice, SavedViews } from './list-tools';
import { chosenColumns, isCodes } from './views';
import '../../i18n/cases';

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
  const roomy = Grid.useBreakpoint().sm ?? true;
  const [hidden, setHidden] = useStored<string[]>(storedKey(user.id, 'case-columns'), [], isCodes);
  const columns = caseColumns(t, text);
  return (
    <Page
      title={t('cases.title')}
      error={cases.error}
      onRetry={() => void cases.refetch()}
      extra={
        <>
          <Button
            onClick={() =>
              navigate({ pathname: '/cases/print', search: search.toString() }, { state: { q } })
            }
          >
            {t('ui.print')}
          </Button>
          <ActButton
            type="primary"
            why={allowed('case.create') ? null : t('ui.permission_missing')}
            onClick={() => navigate('/cases/new')}
          >
            {t('cases.new')}
          </ActButton>
        </>
      }
    >
      <SearchBox
        q={q}
        onSearch={(words) => navigate({ search: search.toString() }, { state: { q: words } })}
      />
      {q ? (
        <p role="status">
          {t('cases.searched', { q })}{' '}
          <Button onClick={() => navigate({ search: search.toString() })}>{t('cases.back_to_list')}</Button>{' '}
          {allowed('person.search') && (
            <Button onClick={() => navigate('/persons', { state: { q } })}>
              {t('cases.search_persons')}
            </Button>
          )}
        </p>
      ) : (
        <>
          <Filters
            filters={filters}
            onSet={(name, value) => setSearch(withFilter(search, name, value), { replace: true })}
            onReset={() => setSearch({}, { replace: true })}
          />
          <div className="list-tools">
            <SavedViews
              userId={user.id}
              search={search.toString()}
              onOpen={(kept) => setSearch(new URLSearchParams(kept), { replace: true })}
            />
            {roomy && (
              <ColumnChoice
                columns={columns.slice(1).map((column) => ({
                  value: String(column.key),
                  label: String(column.title),
                }))}
                hidden={hidden}
                onChange={setHidden}
              />
            )}
          </div>
        </>
      )}
      <PersonalData viewer={`${user.name} ${user.username}`}>
        <DataTable<CaseRow>
          label={t('cases.title')}
          rowKey="id"
          loading={cases.isLoading}
          dataSource={cases.data?.pages.flatMap((page) => page.items) ?? []}
          // On a phone the two columns fit by wrapping.
          scroll={roomy ? { x: true } : {}}
          columns={roomy ? chosenColumns(columns, hidden) : compactColumns(t, text)}
          empty={t(q ? 'cases.none_found' : 'cases.none_here')}
          hasMore={cases.hasNextPage}
          onMore={() => void cases.fetchNextPage()}
          loadingMore={cases.isFetchingNextPage}
        />
      </PersonalData>
    </Page>
  );
}
