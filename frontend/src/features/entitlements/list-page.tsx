import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Checkbox, Grid, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { rowsOf } from '../../api/cursor';
import { useVillages } from '../../api/resources/reference';
import { useTownships } from '../../api/resources/townships';
import { useCan, useUser } from '../../api/session';
import { useText } from '../../i18n';
import { today } from '../../lib/dates';
import { DataTable } from '../../ui/data-table';
import { Filter, useFilters } from '../../ui/filter';
import { Page } from '../../ui/page';
import { PersonalData } from '../../ui/watermark';
import { benefitColumns, compactColumns } from './columns';
import { type BenefitRow, benefitsQuery } from './queries';
import { filterOf, STATES } from './words';
import './texts';
import './entitlements.css';

export function Component() {
  const { t } = useTranslation();
  const text = useText();
  const user = useUser();
  const can = useCan();
  const filters = useFilters();
  const { search } = useLocation();
  const list = useInfiniteQuery(benefitsQuery(filterOf(filters.get, today())));
  const roomy = Grid.useBreakpoint().md ?? true;
  return (
    <Page
      title={t('entitlements.title')}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        <>
          <Link to={{ pathname: '/entitlements/print', search }}>
            <Button>{t('ui.print')}</Button>
          </Link>
          {can('entitlement.propose') && (
            <Link to="/entitlements/recalculation">
              <Button>{t('entitlements.recalculation')}</Button>
            </Link>
          )}
          {can('entitlement.decide') && (
            <Link to="/entitlements/decisions">
              <Button type="primary">{t('entitlements.decide')}</Button>
            </Link>
          )}
        </>
      }
    >
      <Filters />
      <PersonalData viewer={`${user.name} ${user.username}`}>
        <DataTable<BenefitRow>
          label={t('entitlements.title')}
          rowKey="id"
          loading={list.isPending}
          dataSource={rowsOf(list.data)}
          empty={t('entitlements.empty')}
          scroll={roomy ? { x: true } : {}}
          columns={roomy ? benefitColumns(t, text) : compactColumns(t, text)}
          hasMore={list.hasNextPage}
          onMore={() => list.fetchNextPage()}
          loadingMore={list.isFetchingNextPage}
        />
      </PersonalData>
    </Page>
  );
}

function Filters() {
  const { t } = useTranslation();
  const filters = useFilters();
  const user = useUser();
  const townships = useTownships();
  const villages = useVillages(user);
  // Each chooses among the places below the own one.
  const own = user.division.level === 4 ? villages : [];
  const places = [...townships, ...own.map(({ code, name }) => ({ value: code, label: name }))];
  const only = (['household', 'person'] as const).filter((whose) => filters.get(`${whose}_id`));
  const choice = (name: string, label: string, options: { value: string; label: string }[]) => (
    <Filter label={label}>
      {(id) => (
        <Select
          id={id}
          allowClear
          style={{ minWidth: 150 }}
          placeholder={t('ui.all')}
          value={filters.get(name)}
          onChange={(value) => filters.set({ [name]: value })}
          options={options}
        />
      )}
    </Filter>
  );
  const words = (values: readonly string[], of: string) =>
    values.map((value) => ({ value, label: t(`entitlements.${of}.${value}`) }));
  return (
    <div className="filters">
      {only.map((whose) => (
        <Tag
          key={whose}
          color="blue"
          closable={{ 'aria-label': t('entitlements.show_all') }}
          onClose={() => filters.set({ [`${whose}_id`]: null })}
        >
          {t(`entitlements.of_${whose}`)}
        </Tag>
      ))}
      {choice('state', t('entitlements.state_label'), words(STATES, 'states'))}
      {places.length > 0 && choice('division', t('entitlements.division'), places)}
      {choice('recheck', t('entitlements.recheck_label'), words(['overdue', 'month'], 'recheck'))}
      <Checkbox
        checked={filters.get('proposed') === 'true'}
        onChange={(event) => filters.set({ proposed: event.target.checked ? 'true' : null })}
      >
        {t('entitlements.waiting_only')}
      </Checkbox>
      {(
        [
          ['recipient', 'outside'],
          ['account', 'missing'],
        ] as const
      ).map(([name, value]) => (
        <Checkbox
          key={name}
          checked={filters.get(name) === value}
          onChange={(event) => filters.set({ [name]: event.target.checked ? value : null })}
        >
          {t(`entitlements.only.${name}`)}
        </Checkbox>
      ))}
      {filters.any && <Button onClick={filters.clear}>{t('ui.reset')}</Button>}
    </div>
  );
}
