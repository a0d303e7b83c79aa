import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { caseQuery } from '../../api/resources/cases';
import { serviceItemQuery } from '../../api/resources/reference';
import { useCan, useUser } from '../../api/session';
import type { Case } from '../../api/types';
import { useText } from '../../i18n';
import { Deadline } from '../../ui/deadline';
import { Findings } from '../../ui/findings';
import { Masked } from '../../ui/masked';
import { Money } from '../../ui/money';
import { Page } from '../../ui/page';
import { StatusTag } from '../../ui/status-tag';
import { Warnings } from '../../ui/warnings';
import { PersonalData } from '../../ui/watermark';
import { ActBar } from './act-bar';
import { BenefitLink } from './benefit-link';
import { CaseBills } from './case-bills';
import { CaseFacts } from './case-facts';
import { CasePapers } from './case-papers';
import { CaseTimeline } from './case-timeline';
import { Endings } from './endings';
import { History } from './history';
import { Limits, Posting } from './posting';
import { issuedDocuments, proposedFen } from './remarks';
import '../../i18n/cases';

export function Component() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const user = useUser();
  const allowed = useCan();
  const queries = useQueryClient();
  const found = useQuery(caseQuery(id));
  const [tab, setTab] = useState('work');
  const data = found.data;
  const saved = (next: Case) => {
    queries.setQueryData(caseQuery(id).queryKey, next);
    for (const key of ['cases', 'workbench', 'batches', 'batch', 'entitlements'])
      void queries.invalidateQueries({ queryKey: [key] });
    void queries.invalidateQueries({ queryKey: ['case-history', id] });
  };
  return (
    <Page
      title={data ? t('cases.one', { no: data.case_no }) : t('cases.title')}
      loading={found.isPending}
      error={found.error}
      onRetry={() => void found.refetch()}
      extra={data && <PrintButtons case={data} />}
    >
      {data && (
        <PersonalData viewer={`${user.name} ${user.username}`}>
          <IdentityBar case={data} />
          <Warnings of={data.warnings} />
          <Findings of={data.outcome ? [] : data.findings} />
          <Endings case={data} />
          <Posting case={data} />
          <ActBar case={data} onSaved={saved} />
          <Tabs
            activeKey={tab}
            onChange={setTab}
            items={[
              {
                key: 'work',
                label: t('cases.tab_work'),
                children: (
                  <div className="two-columns">
                    <div>
                      <Limits case={data} />
                      <CaseFacts case={data} onSaved={saved} />
                      <CaseBills case={data} onSaved={saved} />
                      <h2>{t('cases.timeline')}</h2>
                      <CaseTimeline case={data} />
                    </div>
                    <CasePapers case={data} onSaved={saved} />
                  </div>
                ),
              },
              ...(allowed('case.history')
                ? [
                    {
                      key: 'history',
                      label: t('cases.tab_history'),
                      children: tab === 'history' && <History case={data} />,
                    },
                  ]
                : []),
            ]}
          />
        </PersonalData>
      )}
    </Page>
  );
}

function PrintButtons({ case: found }: { case: Case }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // The whole course, once there is one, beside the letters that went out.
  const kinds = found.acts.length > 0 ? [...issuedDocuments(found.acts), 'record'] : [];
  return kinds.map((kind) => (
    <Button key={kind} onClick={() => navigate(`/cases/${found.id}/print/${kind}`)}>
      {t(`cases.document.${kind}`)}
    </Button>
  ));
}

/** What was decided, else what is proposed now. */
function Sum({ case: found }: { case: Case }) {
  const { t } = useTranslation();
  const decided = found.amount_fen ?? null;
  const fen = decided ?? (found.outcome ? null : proposedFen(found));
  if (fen === null) return null;
  return (
    <span>
      {t(decided === null ? 'cases.amount_now' : 'cases.amount_decided')}{' '}
      <strong>
        <Money fen={fen} unit />
      </strong>
    </span>
  );
}

function IdentityBar({ case: found }: { case: Case }) {
  const { t } = useTranslation();
  const text = useText();
  const allowed = useCan();
  const { applicant, household } = found;
  const item = useQuery(serviceItemQuery(found.item_code));
  // The clock that decides the date shown, so that the badge can explain itself.
  const clock = found.clocks.find((each) => each.due_on === found.due_on && each.state !== 'stopped');
  return (
    <div className="identity-bar">
      <strong>
        {allowed('person.read') ? (
          <Link to={`/persons/${applicant.id}`}>{applicant.name}</Link>
        ) : (
          applicant.name
        )}
      </strong>
      <Masked value={applicant.citizen_id} />
      <span>
        {t(`ui.sex.${applicant.sex}`)} · {t('ui.years', { count: applicant.age })}
      </span>
      <span>{applicant.division.full_name}</span>
      {item.data?.accepted_where_it_happened && found.division.code !== applicant.division.code && (
        <span>{t('relief.here', { place: found.division.full_name })}</span>
      )}
      {household && (
        <span>
          {t(`households.category.${household.category}`)} · {t('households.size', { count: household.size })}
        </span>
      )}
      <span>{text(found.item_title)}</span>
      {found.staff_kin && <Tag color="orange">{t('households.staff_kin_short')}</Tag>}
      <StatusTag code={found.stage} label={text(found.stage_label)} />
      {found.unexplained && <Tag color="orange">{t('relief.outstanding')}</Tag>}
      {found.returned && <Tag color="orange">{t('cases.returned')}</Tag>}
      <Sum case={found} />
      <Deadline
        dueOn={found.due_on}
        dueInWorkingDays={found.due_in_working_days}
        provisional={found.due_provisional}
        explanation={clock?.explanation}
      />
      {found.first_contact && (
        <span>
          {t('cases.first_contact')} {found.first_contact.name} {found.first_contact.phone}
        </span>
      )}
      {found.batch && allowed('batch.read') && (
        <Link to={`/batches/${found.batch.id}`}>{t('cases.in_batch', { month: found.batch.month })}</Link>
      )}
      <BenefitLink case={found} />
    </div>
  );
}
