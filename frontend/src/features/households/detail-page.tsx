import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Descriptions, Drawer, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '../../api/client';
import { isProblem } from '../../api/problem';
import { householdQuery } from '../../api/resources/households';
import { searchPersons } from '../../api/resources/persons';
import { useCan, useUser } from '../../api/session';
import type { Household, Schemas } from '../../api/types';
import { draftKey } from '../../lib/drafts';
import { ActButton } from '../../ui/act-button';
import { DataTable } from '../../ui/data-table';
import { HouseholdForm, type HouseholdValues } from '../../ui/household-form';
import { Masked } from '../../ui/masked';
import { Money } from '../../ui/money';
import { Page } from '../../ui/page';
import { PersonalData } from '../../ui/watermark';
import { ClearKinDialog } from './clear-kin-dialog';
import { History } from './history';

type HouseholdDetail = Schemas['HouseholdDetail'];

export function Component() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const user = useUser();
  const allowed = useCan();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const household = useQuery(householdQuery(id));
  const [editing, setEditing] = useState(false);
  const [clearing, setClearing] = useState(false);
  const data = household.data;

  const save = async ({ division: _fixed, ...body }: HouseholdValues) => {
    if (!data) return;
    try {
      const saved = await api.patch('/households/{id}', { path: { id }, version: data.version, body });
      queries.setQueryData(householdQuery(id).queryKey, saved);
      message.success(t('ui.saved'));
      setEditing(false);
    } catch (problem) {
      if (isProblem(problem) && problem.status === 412) void household.refetch();
      throw problem;
    }
  };

  return (
    <Page
      title={t('households.one')}
      loading={household.isPending}
      error={household.error}
      onRetry={() => void household.refetch()}
      extra={
        data && (
          <>
            {allowed('entitlement.read') && (
              <Link to={`/entitlements?household_id=${data.id}`}>
                <Button>{t('households.benefits')}</Button>
              </Link>
            )}
            {data.staff_kin && allowed('household.clear_kin') && (
              <ActButton onClick={() => setClearing(true)}>{t('households.clear_kin')}</ActButton>
            )}
            <ActButton
              why={allowed('household.write') ? null : t('ui.permission_missing')}
              onClick={() => setEditing(true)}
            >
              {t('ui.edit')}
            </ActButton>
          </>
        )
      }
    >
      {data && (
        <PersonalData viewer={`${user.name} ${user.username}`}>
          <PaidOutside household={data} />
          <Facts household={data} />
          <h2>{t('households.members')}</h2>
          <Members household={data} />
          <History household={data} />
          {clearing && (
            <ClearKinDialog
              household={data}
              onStale={() => void household.refetch()}
              onClose={() => setClearing(false)}
              onCleared={(saved) => {
                queries.setQueryData(householdQuery(id).queryKey, saved);
                message.success(t('ui.saved'));
                setClearing(false);
              }}
            />
          )}
          {editing && (
            <Drawer open size="large" title={t('households.edit')} onClose={() => setEditing(false)}>
              <HouseholdForm
                draftKey={draftKey(user.id, `household.${data.id}`)}
                version={data.version}
                initial={{
                  category: data.category,
                  certificate_no: data.certificate_no ?? undefined,
                  income_fen: data.income_fen,
                  staff_kin: data.staff_kin,
                  staff_kin_note: data.staff_kin_note ?? undefined,
                }}
                members={data.members.map(({ person_id, name, relation, conditions }) => ({
                  person_id,
                  name,
                  relation,
                  conditions,
                }))}
                search={searchPersons}
                onSubmit={save}
                onCancel={() => setEditing(false)}
              />
            </Drawer>
          )}
        </PersonalData>
      )}
    </Page>
  );
}

/** Benefits that are held, since whoever they are paid to has left. */
function PaidOutside({ household }: { household: HouseholdDetail }) {
  const { t } = useTranslation();
  const can = useCan();
  return household.paid_outside.map((paid) => (
    <Alert
      key={paid.entitlement_id}
      className="problem"
      type="error"
      showIcon
      title={t('households.paid_outside', { name: paid.name, no: paid.case_no })}
      description={
        can('entitlement.read') && (
          <Link to={`/entitlements/${paid.entitlement_id}`}>{t('households.paid_outside_open')}</Link>
        )
      }
    />
  ));
}

function Facts({ household }: { household: Household }) {
  const { t } = useTranslation();
  return (
    <Descriptions
      bordered
      size="small"
      column={{ xs: 1, md: 2 }}
      items={[
        {
          key: 'category',
          label: t('households.category_label'),
          children: t(`households.category.${household.category}`),
        },
        { key: 'no', label: t('households.certificate_no'), children: household.certificate_no ?? '—' },
        { key: 'village', label: t('ui.village'), children: household.division.full_name },
        { key: 'size', label: t('households.size_label'), children: household.size },
        {
          key: 'income',
          label: t('households.income'),
          children: <Income fen={household.income_fen} />,
        },
        {
          key: 'kin',
          label: t('households.staff_kin_short'),
          children: household.staff_kin ? (
            <>
              <Tag color="orange">{t('ui.yes')}</Tag> {household.staff_kin_note}
            </>
          ) : (
            t('ui.no')
          ),
        },
      ]}
    />
  );
}

function Income({ fen }: { fen: number | null | undefined }) {
  const { t } = useTranslation();
  if (fen === null || fen === undefined) return t('households.income_unknown');
  return <Money fen={fen} unit />;
}

function Members({ household }: { household: Household }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('households.members')}
      rowKey="person_id"
      dataSource={household.members}
      columns={[
        {
          title: t('ui.name'),
          key: 'name',
          render: (_value, member) => <Link to={`/persons/${member.person_id}`}>{member.name}</Link>,
        },
        {
          title: t('ui.citizen_id'),
          key: 'id',
          render: (_value, member) => <Masked value={member.citizen_id} />,
        },
        { title: t('persons.sex'), key: 'sex', render: (_value, member) => t(`ui.sex.${member.sex}`) },
        { title: t('persons.age'), dataIndex: 'age' },
        {
          title: t('households.relation_label'),
          key: 'relation',
          render: (_value, member) => t(`households.relation.${member.relation}`),
        },
        {
          title: t('households.conditions'),
          key: 'conditions',
          render: (_value, member) =>
            member.conditions.map((code) => <Tag key={code}>{t(`households.condition.${code}`)}</Tag>),
        },
      ]}
    />
  );
}
