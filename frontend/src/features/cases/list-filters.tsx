import { useQueries, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serviceItemQuery, serviceItemsQuery } from '../../api/resources/reference';
import { useTownships } from '../../api/resources/townships';
import { useText } from '../../i18n';
import { Filter } from '../../ui/filter';
import type { CaseFilter } from './list-query';

export function SearchBox({ q, onSearch }: { q: string; onSearch: (words: string) => void }) {
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

export function Filters({ filters, onSet, onReset }: FiltersProps) {
  const { t } = useTranslation();
  const text = useText();
  const townships = useTownships();
  const items = useQuery(serviceItemsQuery());
  // Each item has its own course; the list shows the cases of all.
  const found = useQueries({ queries: (items.data?.items ?? []).map(({ code }) => serviceItemQuery(code)) });
  const stages = new Map(
    found.flatMap((item) => item.data?.stages ?? []).map(({ code, label }) => [code, text(label)]),
  );
  const choice = (name: CaseFilter, options: { value: string; label: string }[]) => (
    <Filter label={t(`cases.filter.${name}`)}>
      {(id) => (
        <Select
          id={id}
          allowClear
          style={{ minWidth: 130 }}
          placeholder={t('ui.all')}
          value={filters[name]}
          onChange={(value) => onSet(name, value)}
          options={options}
        />
      )}
    </Filter>
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
        [...stages].map(([value, label]) => ({ value, label })),
      )}
      {choice(
        'item',
        (items.data?.items ?? []).map(({ code, title }) => ({ value: code, label: text(title) })),
      )}
      {words('closed', ['false', 'true'])}
      {words('due', ['soon', 'overdue'])}
      {townships.length > 0 && choice('township', townships)}
      <Filter label={t('cases.filter.month')}>
        {(id) => (
          <Input
            id={id}
            type="month"
            style={{ width: 150 }}
            value={filters.month ?? ''}
            onChange={(event) => onSet('month', event.target.value)}
          />
        )}
      </Filter>
      {words('sort', ['received', 'due'])}
      <Checkbox
        checked={filters.mine === 'true'}
        onChange={(event) => onSet('mine', event.target.checked ? 'true' : undefined)}
      >
        {t('cases.filter.mine')}
      </Checkbox>
      <Checkbox
        checked={filters.returned === 'true'}
        onChange={(event) => onSet('returned', event.target.checked ? 'true' : undefined)}
      >
        {t('cases.returned')}
      </Checkbox>
      <Checkbox
        checked={filters.undelivered === 'true'}
        onChange={(event) => onSet('undelivered', event.target.checked ? 'true' : undefined)}
      >
        {t('cases.undelivered')}
      </Checkbox>
      <Checkbox
        checked={filters.unexplained === 'true'}
        onChange={(event) => onSet('unexplained', event.target.checked ? 'true' : undefined)}
      >
        {t('relief.outstanding')}
      </Checkbox>
      <Button onClick={onReset}>{t('ui.reset')}</Button>
    </div>
  );
}
