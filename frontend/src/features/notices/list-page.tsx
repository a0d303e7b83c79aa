import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { rowsOf } from '../../api/cursor';
import { useTownships } from '../../api/resources/townships';
import { useCan } from '../../api/session';
import { today } from '../../lib/dates';
import { recentQuarters } from '../../lib/periods';
import { DataTable } from '../../ui/data-table';
import { Filter, useFilters } from '../../ui/filter';
import { Money } from '../../ui/money';
import { Page } from '../../ui/page';
import { StatusTag } from '../../ui/status-tag';
import { type BatchAct, BatchDialog, BatchResults } from './batch-dialog';
import { kindOf } from './kind';
import { type Notice, type NoticeResult, type NoticeState, noticesQuery } from './queries';
import './texts';

const STATES: NoticeState[] = ['draft', 'submitted', 'published', 'ended', 'withdrawn'];

const BATCH_ACTS: BatchAct[] = ['submit', 'sign'];

export function Component() {
  const { t } = useTranslation();
  const can = useCan();
  const townships = useTownships();
  const filters = useFilters();
  const state = STATES.find((code) => code === filters.get('state'));
  const quarter = filters.get('quarter');
  const division = filters.get('division');
  const withheld = filters.get('withheld') === 'true' || undefined;
  const with_entries = filters.get('with_entries') === 'true' || undefined;
  const list = useInfiniteQuery(noticesQuery({ state, quarter, division, withheld, with_entries }));
  const rows = rowsOf(list.data);
  // Of one state at a time, so that what is chosen is one act.
  const act = BATCH_ACTS.find((name) => rows.some((notice) => notice.allowed_actions.includes(name)));
  const [selected, setSelected] = useState<string[]>([]);
  const [asking, setAsking] = useState<BatchAct | null>(null);
  const [results, setResults] = useState<NoticeResult[]>([]);
  const chosen = rows.filter(
    (notice) => act && selected.includes(notice.id) && notice.allowed_actions.includes(act),
  );
  const select = (
    id: string,
    name: string,
    value: string | undefined,
    options: { value: string; label: string }[],
  ) => (
    <Select
      id={id}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ minWidth: 150 }}
      placeholder={t('ui.all')}
      value={value}
      onChange={(next) => filters.set({ [name]: next })}
      options={options}
    />
  );
  return (
    <Page
      title={t('notices.title')}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        can('notice.draft') && (
          <Link to="/notices/new">
            <Button type="primary">{t('notices.draft')}</Button>
          </Link>
        )
      }
    >
      <div className="filters">
        <Filter label={t('notices.state')}>
          {(id) =>
            select(
              id,
              'state',
              state,
              STATES.map((code) => ({ value: code, label: t(`notices.states.${code}`) })),
            )
          }
        </Filter>
        <Filter label={t('notices.quarter')}>
          {(id) =>
            select(
              id,
              'quarter',
              quarter,
              recentQuarters(today(), 8).map((code) => ({ value: code, label: code })),
            )
          }
        </Filter>
        {townships.length > 0 && (
          <Filter label={t('notices.township')}>{(id) => select(id, 'division', division, townships)}</Filter>
        )}
        <Filter label={t('notices.shown_people')}>
          {(id) =>
            select(id, 'with_entries', with_entries && 'true', [
              { value: 'true', label: t('notices.shown_only') },
            ])
          }
        </Filter>
        <Filter label={t('notices.withheld_people')}>
          {(id) =>
            select(id, 'withheld', withheld && 'true', [{ value: 'true', label: t('notices.withheld_only') }])
          }
        </Filter>
        {filters.any && <Button onClick={filters.clear}>{t('ui.reset')}</Button>}
      </div>
      <div role="status">
        <BatchResults results={results} notices={rows} />
      </div>
      {act && (
        <div className="act-bar">
          <Button type="primary" disabled={chosen.length === 0} onClick={() => setAsking(act)}>
            {t(`notices.batch.${act}`, { count: chosen.length })}
          </Button>
        </div>
      )}
      {asking && (
        <BatchDialog
          notices={chosen}
          act={asking}
          onClose={() => setAsking(null)}
          onDone={(told) => {
            setAsking(null);
            setSelected([]);
            setResults(told);
          }}
        />
      )}
      <DataTable<Notice>
        label={t('notices.title')}
        rowKey="id"
        rowSelection={
          act
            ? {
                selectedRowKeys: chosen.map((notice) => notice.id),
                onChange: (keys) => setSelected(keys.map(String)),
                getTitleCheckboxProps: () => ({ 'aria-label': t('notices.select_all') }),
                getCheckboxProps: (notice) => ({
                  disabled: !notice.allowed_actions.includes(act),
                  'aria-label': t('notices.select', { village: notice.division.name }),
                }),
              }
            : undefined
        }
        loading={list.isPending}
        dataSource={rows}
        hasMore={list.hasNextPage}
        onMore={() => list.fetchNextPage()}
        loadingMore={list.isFetchingNextPage}
        columns={[
          {
            title: t('notices.village'),
            render: (_, notice) => <Link to={`/notices/${notice.id}`}>{notice.division.name}</Link>,
          },
          {
            title: t('notices.state'),
            render: (_, notice) => (
              <StatusTag code={notice.state} label={t(`notices.states.${notice.state}`)} />
            ),
          },
          { title: t('notices.township'), render: (_, notice) => notice.township.name },
          {
            title: t('notices.quarter'),
            render: (_, notice) =>
              notice.part > 1 ? (
                <>
                  {notice.quarter} <Tag>{kindOf(t, notice.part)}</Tag>
                </>
              ) : (
                notice.quarter
              ),
          },
          {
            title: t('notices.entries'),
            align: 'right',
            render: (_, notice) => (
              <>
                {notice.entry_count}
                {notice.withheld_count > 0 && (
                  <div>
                    <small>{t('notices.withheld_count', { count: notice.withheld_count })}</small>
                  </div>
                )}
              </>
            ),
          },
          {
            title: t('notices.total'),
            align: 'right',
            render: (_, notice) => <Money fen={notice.total_fen} />,
          },
          {
            title: t('notices.period'),
            render: (_, notice) =>
              notice.published_on ? `${notice.published_on} – ${notice.end_on ?? ''}` : '—',
          },
          { title: t('notices.prepared_by'), render: (_, notice) => notice.prepared_by ?? '—' },
          { title: t('notices.signed_by'), render: (_, notice) => notice.signed_by ?? '—' },
        ]}
      />
    </Page>
  );
}
