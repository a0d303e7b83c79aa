import { useQuery } from '@tanstack/react-query';
import { Alert, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useCan, useUser } from '../../api/session';
import { useText } from '../../i18n';
import { formatFen } from '../../lib/money';
import { ActButton } from '../../ui/act-button';
import { DataTable } from '../../ui/data-table';
import { Money } from '../../ui/money';
import { Page } from '../../ui/page';
import { PersonalData } from '../../ui/watermark';
import { ChangeDialog } from './change-dialog';
import { History } from './history';
import { RecipientAlerts, RecipientTags, StateTag } from './parts';
import { Proposal } from './proposal';
import { type Benefit, benefitQuery, type Change, type ChangeKind } from './queries';
import { balanceOf, KINDS } from './words';
import './texts';
import './entitlements.css';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const text = useText();
  const user = useUser();
  const query = useQuery(benefitQuery(id));
  const benefit = query.data;
  return (
    <Page
      title={
        benefit
          ? t('entitlements.one', { name: benefit.person.name, policy: text(benefit.policy_title) })
          : t('entitlements.title')
      }
      loading={query.isPending}
      error={query.error}
      onRetry={() => query.refetch()}
    >
      {benefit && (
        <PersonalData viewer={`${user.name} ${user.username}`}>
          <Head benefit={benefit} />
          <RecipientAlerts benefit={benefit} />
          <Proposal benefit={benefit} />
          <Acts benefit={benefit} />
          <h2>{t('entitlements.balance')}</h2>
          {balanceOf(benefit).map((which) => (
            <p key={which} className={which === 'overpaid' ? 'overpaid' : undefined}>
              {t(`entitlements.balance_${which}`, {
                amount: formatFen(which === 'overpaid' ? benefit.overpaid_fen : benefit.arrears_fen),
              })}
            </p>
          ))}
          <h2>{t('entitlements.months')}</h2>
          <Months benefit={benefit} />
          <h2>{t('entitlements.history')}</h2>
          <Changes benefit={benefit} />
        </PersonalData>
      )}
    </Page>
  );
}

function Head({ benefit }: { benefit: Benefit }) {
  const { t } = useTranslation();
  const text = useText();
  const can = useCan();
  const { person, household_id: household } = benefit;
  return (
    <div className="identity-bar">
      <strong>
        {can('person.read') ? <Link to={`/persons/${person.id}`}>{person.name}</Link> : person.name}
      </strong>
      <span>{benefit.division.full_name}</span>
      <Link to={`/policies/${benefit.policy_code}`}>{text(benefit.policy_title)}</Link>
      <StateTag of={benefit.state} fen={benefit.monthly_fen} />
      <span>
        {t('entitlements.monthly_short')}{' '}
        <strong>
          <Money fen={benefit.monthly_fen} unit />
        </strong>
      </span>
      <span>{t('entitlements.since', { month: benefit.first_month })}</span>
      {benefit.recheck_due_on && (
        <span>
          {t('entitlements.recheck_due')} {benefit.recheck_due_on}{' '}
          {benefit.recheck_overdue && <Tag color="red">{t('entitlements.recheck_overdue')}</Tag>}
        </span>
      )}
      <span>
        {t('entitlements.recipient')} <strong>{benefit.recipient.name}</strong>{' '}
        <RecipientTags row={benefit} />
      </span>
      {household && can('household.read') && (
        <Link to={`/households/${household}`}>{t('entitlements.open_household')}</Link>
      )}
      <span>
        {t('entitlements.case')}{' '}
        {can('case.read') ? <Link to={`/cases/${benefit.case_id}`}>{benefit.case_no}</Link> : benefit.case_no}
      </span>
    </div>
  );
}

/** What may be proposed now, as the server says. */
function Acts({ benefit }: { benefit: Benefit }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<ChangeKind | null>(null);
  const kinds = KINDS.filter((kind) => benefit.allowed_actions.includes(kind));
  const useless = benefit.state === 'active' && benefit.monthly_fen === 0 && !benefit.proposed;
  return (
    <>
      {useless && kinds.length > 0 && (
        <Alert className="problem" type="warning" showIcon title={t('entitlements.gives_nothing_hint')} />
      )}
      {kinds.length > 0 && (
        <section className="act-bar" aria-label={t('entitlements.acts')}>
          {kinds.map((kind) => (
            <ActButton key={kind} danger={kind === 'end'} onClick={() => setOpen(kind)}>
              {t(`entitlements.kinds.${kind}`)}
            </ActButton>
          ))}
        </section>
      )}
      {open && <ChangeDialog key={open} benefit={benefit} kind={open} onClose={() => setOpen(null)} />}
    </>
  );
}

/** What there was, each change with the way to take it out again. */
function Changes({ benefit }: { benefit: Benefit }) {
  const [revoked, setRevoked] = useState<Change | null>(null);
  const may = benefit.allowed_actions.includes('revoke');
  return (
    <>
      <History benefit={benefit} {...(may ? { onRevoke: setRevoked } : {})} />
      {revoked && (
        <ChangeDialog
          key={revoked.id}
          benefit={benefit}
          kind="revoke"
          revokes={revoked}
          onClose={() => setRevoked(null)}
        />
      )}
    </>
  );
}

function Months({ benefit }: { benefit: Benefit }) {
  const { t } = useTranslation();
  return (
    <div className="benefit-months">
      <DataTable<Benefit['months'][number]>
        label={t('entitlements.months')}
        rowKey="month"
        size="small"
        scroll={{}}
        dataSource={[...benefit.months].reverse()}
        columns={[
          { title: t('entitlements.month'), dataIndex: 'month', className: 'nowrap' },
          {
            title: t('entitlements.state_label'),
            key: 'state',
            render: (_, row) => <StateTag of={row.state} />,
          },
          {
            title: t('entitlements.due'),
            key: 'due',
            align: 'right',
            render: (_, row) => <Money fen={row.due_fen} />,
          },
          {
            title: (
              <>
                {t('entitlements.listed')}
                <div className="muted">{t('entitlements.listed_hint')}</div>
              </>
            ),
            key: 'listed',
            align: 'right',
            render: (_, row) =>
              row.listed_fen === null || row.listed_fen === undefined ? (
                <span className="muted">{t('entitlements.not_listed')}</span>
              ) : (
                <Money fen={row.listed_fen} />
              ),
          },
        ]}
      />
    </div>
  );
}
