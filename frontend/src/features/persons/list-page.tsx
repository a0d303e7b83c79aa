import { useInfiniteQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { personSearchQuery } from '../../api/resources/persons';
import { useCan, useUser } from '../../api/session';
import type { PersonRow } from '../../api/types';
import { ActButton } from '../../ui/act-button';
import { DataTable } from '../../ui/data-table';
import { Masked } from '../../ui/masked';
import { Page } from '../../ui/page';
import { useCardReader } from '../../ui/use-card-reader';
import { PersonalData } from '../../ui/watermark';

export function Component() {
  const { t } = useTranslation();
  const allowed = useCan();
  const user = useUser();
  const navigate = useNavigate();
  const { state } = useLocation();
  // The words searched for live in the history entry: back finds them, the address does not show them.
  const q = (state as { q?: string } | null)?.q ?? '';
  const [text, setText] = useState(q);
  const persons = useInfiniteQuery(personSearchQuery(q));
  const search = (value: string) => navigate('.', { replace: true, state: { q: value.trim() } });
  const readCard = useCardReader(
    () => null,
    (card) => {
      setText(card.citizenId);
      search(card.citizenId);
    },
  );
  const rows = persons.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={t('persons.title')}
      error={persons.error}
      onRetry={() => void persons.refetch()}
      extra={
        <ActButton
          type="primary"
          why={allowed('person.register') ? null : t('ui.permission_missing')}
          onClick={() => navigate('/persons/new')}
        >
          {t('persons.register')}
        </ActButton>
      }
    >
      <search onKeyDownCapture={readCard}>
        <Input.Search
          className="search-line"
          autoFocus
          allowClear
          enterButton={t('ui.search')}
          value={text}
          aria-label={t('persons.search_label')}
          placeholder={t('persons.search_hint')}
          onChange={(event) => setText(event.target.value)}
          onSearch={search}
        />
      </search>
      {q.length < 2 ? (
        <p className="muted">{t('persons.search_hint')}</p>
      ) : (
        <PersonalData viewer={`${user.name} ${user.username}`}>
          <DataTable<PersonRow>
            label={t('persons.title')}
            rowKey="id"
            loading={persons.isLoading}
            dataSource={rows}
            empty={t('persons.nobody')}
            hasMore={persons.hasNextPage}
            onMore={() => void persons.fetchNextPage()}
            loadingMore={persons.isFetchingNextPage}
            columns={[
              {
                title: t('ui.name'),
                key: 'name',
                render: (_value, row) => <Link to={`/persons/${row.id}`}>{row.name}</Link>,
              },
              {
                title: t('ui.citizen_id'),
                key: 'id',
                render: (_value, row) => <Masked value={row.citizen_id} />,
              },
              { title: t('persons.sex'), key: 'sex', render: (_value, row) => t(`ui.sex.${row.sex}`) },
              { title: t('persons.age'), dataIndex: 'age' },
              { title: t('ui.village'), key: 'division', render: (_value, row) => row.division.name },
              { title: t('ui.phone'), key: 'phone', render: (_value, row) => <Masked value={row.phone} /> },
            ]}
          />
        </PersonalData>
      )}
    </Page>
  );
}
