import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Popconfirm, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/cursor';
import { useCan, useUser } from '../../api/session';
import type { User } from '../../api/types';
import { beijingTime } from '../../lib/dates';
import { DataTable } from '../../ui/data-table';
import { Page } from '../../ui/page';
import { ProblemAlert } from '../../ui/problem-alert';
import { AccountForm } from './account-form';
import { PasswordForm } from './password-form';
import { accountsQuery, updateAccount, useAccountWrite } from './queries';
import './texts';

type Dialog = { show: 'form'; account: User | null } | { show: 'password'; account: User } | null;

export function Component() {
  const { t } = useTranslation();
  const me = useUser();
  const mayWrite = useCan()('account.write');
  const [dialog, setDialog] = useState<Dialog>(null);
  const list = useInfiniteQuery(accountsQuery());
  const toggle = useAccountWrite((account: User) =>
    updateAccount({ account, body: { disabled: !account.disabled } }),
  );
  // Somebody may have changed it since the dialog was opened.
  const latest = (account: User | null) =>
    account && (rowsOf(list.data).find((row) => row.id === account.id) ?? account);
  return (
    <Page
      title={t('accounts.title')}
      error={list.error}
      onRetry={() => list.refetch()}
      extra={
        mayWrite && (
          <Button type="primary" onClick={() => setDialog({ show: 'form', account: null })}>
            {t('accounts.create')}
          </Button>
        )
      }
    >
      <ProblemAlert error={toggle.error} />
      <DataTable<User>
        label={t('accounts.title')}
        rowKey="id"
        loading={list.isPending}
        dataSource={rowsOf(list.data)}
        hasMore={list.hasNextPage}
        onMore={() => list.fetchNextPage()}
        loadingMore={list.isFetchingNextPage}
        columns={[
          { title: t('accounts.username'), dataIndex: 'username' },
          { title: t('accounts.name'), dataIndex: 'name' },
          { title: t('accounts.role'), render: (_, account) => t(`app.role.${account.role}`) },
          { title: t('accounts.division'), render: (_, account) => account.division.full_name },
          { title: t('accounts.phone'), render: (_, account) => account.phone ?? '—' },
          {
            title: t('accounts.state'),
            render: (_, account) => (
              <>
                <Tag color={account.disabled ? 'red' : 'green'}>
                  {t(account.disabled ? 'accounts.disabled' : 'accounts.active')}
                </Tag>
                {account.must_change_password && <Tag>{t('accounts.must_change')}</Tag>}
              </>
            ),
          },
          {
            title: t('accounts.last_login'),
            render: (_, account) => (account.last_login_at ? beijingTime(account.last_login_at) : '—'),
          },
          {
            title: t('ui.actions'),
            hidden: !mayWrite,
            render: (_, account) => (
              <div style={{ display: 'flex', gap: 8 }}>
                <Button size="small" onClick={() => setDialog({ show: 'form', account })}>
                  {t('ui.edit')}
                </Button>
                <Button size="small" onClick={() => setDialog({ show: 'password', account })}>
                  {t('accounts.reset')}
                </Button>
                {account.id !== me.id && (
                  <Popconfirm
                    title={t(account.disabled ? 'accounts.enable_sure' : 'accounts.disable_sure', {
                      name: account.name,
                    })}
                    okText={t('ui.confirm')}
                    cancelText={t('ui.cancel')}
                    onConfirm={() => toggle.mutate(account)}
                  >
                    <Button size="small" danger={!account.disabled}>
                      {t(account.disabled ? 'accounts.enable' : 'accounts.disable')}
                    </Button>
                  </Popconfirm>
                )}
              </div>
            ),
          },
        ]}
      />
      {dialog?.show === 'form' && (
        <AccountForm account={latest(dialog.account)} onClose={() => setDialog(null)} />
      )}
      {dialog?.show === 'password' && (
        <PasswordForm account={dialog.account} onClose={() => setDialog(null)} />
      )}
    </Page>
  );
}
