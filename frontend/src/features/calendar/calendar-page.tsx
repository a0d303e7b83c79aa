import { useQuery } from '@tanstack/react-query';
import { InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { today } from '../../lib/dates';
import { Filter, useFilters } from '../../ui/filter';
import { Page } from '../../ui/page';
import { Editor } from './editor';
import './texts';

export function Component() {
  const { t } = useTranslation();
  const filters = useFilters();
  const year = Number(filters.get('year') ?? today().slice(0, 4));
  // What was saved is begun anew; what others save comes into what is being marked.
  const [saved, setSaved] = useState(0);
  const query = useQuery({
    queryKey: ['calendar', year],
    queryFn: ({ signal }) => api.get('/calendar/{year}', { path: { year }, signal }),
  });
  return (
    <Page
      title={t('calendar.title', { year })}
      loading={query.isPending}
      error={query.error}
      onRetry={() => query.refetch()}
    >
      <div className="filters">
        <Filter label={t('calendar.year')}>
          {(id) => (
            <InputNumber
              id={id}
              min={2004}
              max={2100}
              precision={0}
              value={year}
              onChange={(value) => value && filters.set({ year: String(value) })}
            />
          )}
        </Filter>
      </div>
      {query.data && (
        <Editor
          key={`${year}-${saved}`}
          calendar={query.data}
          onSaved={() => setSaved((round) => round + 1)}
          onStale={() => void query.refetch()}
        />
      )}
    </Page>
  );
}
