import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Descriptions, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { personQuery } from '../../api/resources/persons';
import { useCan, useUser } from '../../api/session';
import type { Person, Revealed } from '../../api/types';
import { ActButton } from '../../ui/act-button';
import { Masked } from '../../ui/masked';
import { Money } from '../../ui/money';
import { Page } from '../../ui/page';
import { Warnings } from '../../ui/warnings';
import { PersonalData } from '../../ui/watermark';
import { EditPerson } from './edit-drawer';
import { RevealDialog } from './reveal-dialog';

export function Component() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const user = useUser();
  const allowed = useCan();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const person = useQuery(personQuery(id));
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState(false);
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const why = (permission: string) => (allowed(permission) ? null : t('ui.permission_missing'));
  const data = person.data;
  return (
    <Page
      title={data ? data.name : t('persons.one')}
      loading={person.isPending}
      error={person.error}
      onRetry={() => void person.refetch()}
      extra={
        data && (
          <>
            {allowed('entitlement.read') && (
              <Link to={`/entitlements?person_id=${data.id}`}>
                <Button>{t('households.benefits')}</Button>
              </Link>
            )}
            <ActButton why={why('person.reveal')} onClick={() => setAsking(true)}>
              {t('persons.reveal')}
            </ActButton>
            <ActButton why={why('person.update')} onClick={() => setEditing(true)}>
              {t('ui.edit')}
            </ActButton>
            <ActButton
              type="primary"
              why={why('case.create')}
              onClick={() => navigate('/cases/new', { state: { personId: data.id } })}
            >
              {t('persons.open_case')}
            </ActButton>
          </>
        )
      }
    >
      {data && (
        <PersonalData viewer={`${user.name} ${user.username}`} strong={revealed !== null}>
          <Warnings of={data.warnings} />
          <Identity person={data} revealed={revealed} onHide={() => setRevealed(null)} />
          <Belonging person={data} />
          {editing && (
            <EditPerson
              person={data}
              onClose={() => setEditing(false)}
              onSaved={(saved) => queries.setQueryData(personQuery(id).queryKey, saved)}
              onStale={() => void person.refetch()}
            />
          )}
          {asking && (
            <RevealDialog personId={data.id} onClose={() => setAsking(false)} onRevealed={setRevealed} />
          )}
        </PersonalData>
      )}
    </Page>
  );
}

function Identity(props: { person: Person; revealed: Revealed | null; onHide: () => void }) {
  const { person, revealed, onHide } = props;
  const { t } = useTranslation();
  return (
    <>
      {revealed && (
        <p>
          <Tag color="gold">{t('persons.revealed_note')}</Tag>{' '}
          <Button onClick={onHide}>{t('persons.hide')}</Button>
        </p>
      )}
      <Descriptions
        bordered
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          {
            key: 'id',
            label: t('ui.citizen_id'),
            children: (
              <>
                <Masked value={revealed?.citizen_id ?? person.citizen_id} />{' '}
                {person.is_demo && <Tag>{t('ui.demo')}</Tag>}
              </>
            ),
          },
          {
            key: 'birth',
            label: t('persons.sex_and_age'),
            children: [revealed?.birth_on, t(`ui.sex.${person.sex}`), t('ui.years', { count: person.age })]
              .filter(Boolean)
              .join(' · '),
          },
          { key: 'village', label: t('ui.village'), children: person.division.full_name },
          {
            key: 'address',
            label: t('ui.address'),
            children: <Masked value={revealed?.address ?? person.address} />,
          },
          {
            key: 'phone',
            label: t('ui.phone'),
            children: <Masked value={revealed?.phone ?? person.phone} />,
          },
          {
            key: 'bank',
            label: t('ui.bank_account'),
            children: (
              <>
                <Masked value={revealed?.bank_account ?? person.bank_account} /> {person.bank_name}
                {!person.bank_account && <Tag color="orange">{t('persons.account_missing')}</Tag>}
              </>
            ),
          },
        ]}
      />
    </>
  );
}

function Belonging({ person }: { person: Person }) {
  const { t } = useTranslation();
  const allowed = useCan();
  const navigate = useNavigate();
  return (
    <>
      <h2>{t('persons.household')}</h2>
      {person.household ? (
        <p>
          <Link to={`/households/${person.household.id}`}>
            {t(`households.category.${person.household.category}`)} ·{' '}
            {t('households.size', { count: person.household.size })} ·{' '}
            {t(`households.relation.${person.household.relation}`)}
          </Link>
        </p>
      ) : (
        <ActButton
          why={allowed('household.write') ? null : t('ui.permission_missing')}
          onClick={() => navigate('/households/new', { state: { personId: person.id } })}
        >
          {t('persons.create_household')}
        </ActButton>
      )}
      <h2>{t('persons.open_cases')}</h2>
      {person.open_cases.length === 0 && <p className="muted">{t('ui.none')}</p>}
      <ul>
        {person.open_cases.map((item) => (
          <li key={item.id}>
            <Link to={`/cases/${item.id}`}>{item.case_no}</Link>
          </li>
        ))}
      </ul>
      <h2>{t('persons.year_totals')}</h2>
      {person.year_totals.length === 0 && <p className="muted">{t('ui.none')}</p>}
      <ul>
        {person.year_totals.map((total) => (
          <li key={`${total.scheme}-${total.year}`}>
            {total.year} · {t(`ui.scheme_of.${total.scheme}`, { defaultValue: total.scheme })}{' '}
            <Money fen={total.paid_fen} unit />
            {total.cap_fen !== null && (
              <>
                {' / '}
                {t('persons.cap')} <Money fen={total.cap_fen} unit />
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
