import { useQuery } from '@tanstack/react-query';
import { Descriptions, Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { billsQuery } from '../../api/resources/bills';
import { serviceItemQuery } from '../../api/resources/reference';
import type { Case } from '../../api/types';
import { useText } from '../../i18n';
import { factText } from '../../lib/facts';
import { ActTimeline, namesOf } from '../../ui/act-record';
import { BillTable, YearSoFar } from '../../ui/bill-list';
import { EvaluationLines } from '../../ui/evaluation-lines';
import { Findings } from '../../ui/findings';
import { Money } from '../../ui/money';
import { ProblemAlert } from '../../ui/problem-alert';
import { Warnings } from '../../ui/warnings';
import type { BatchRow } from './drafts';
import { caseQuery } from './queries';
import '../../i18n/cases';

/** One row opened beside the table: what was claimed, how the sum comes about, who said what so far. */
export function RowDrawer({ row, onClose }: { row: BatchRow | null; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery({ ...caseQuery(row?.case_id ?? ''), enabled: row !== null });
  return (
    <Drawer
      open={row !== null}
      onClose={onClose}
      size="large"
      title={row ? `${row.applicant_name} · ${row.case_no}` : ''}
      extra={row && <Link to={`/cases/${row.case_id}`}>{t('batches.open_case')}</Link>}
    >
      <ProblemAlert error={query.error} onRetry={() => query.refetch()} />
      {row && query.isPending && <Skeleton active />}
      {query.data && <CaseSummary data={query.data} />}
    </Drawer>
  );
}

/** The bills the sum rests on, those that stand elsewhere marked, and what the year counted before. */
function DrawerBills({ data }: { data: Case }) {
  const { t } = useTranslation();
  const item = useQuery(serviceItemQuery(data.item_code));
  const counts = item.data?.inputs.some((input) => input.bills) ?? false;
  const bills = useQuery({ ...billsQuery(data.id), enabled: counts });
  if (!counts) return null;
  return (
    <>
      <h2>{t('bills.title')}</h2>
      <ProblemAlert error={bills.error} onRetry={() => bills.refetch()} />
      {bills.data && (
        <>
          <YearSoFar year={bills.data.year} />
          <Warnings of={bills.data.warnings} />
          <BillTable bills={bills.data.items} />
        </>
      )}
    </>
  );
}

function CaseSummary({ data }: { data: Case }) {
  const { t } = useTranslation();
  const textOf = useText();
  const item = useQuery(serviceItemQuery(data.item_code));
  const inputs = item.data?.inputs ?? [];
  const label = (name: string) => textOf(inputs.find((input) => input.name === name)?.label) || name;
  const value = (name: string, fact: unknown) =>
    factText(
      inputs.find((input) => input.name === name),
      fact,
      textOf,
      { yes: t('ui.yes'), no: t('ui.no') },
    );
  return (
    <>
      <Warnings of={data.warnings} />
      <Findings of={data.findings} />
      <p>{textOf(data.item_title)}</p>
      <Descriptions
        size="small"
        bordered
        column={1}
        items={Object.entries(data.facts).map(([name, fact]) => ({
          key: name,
          label: label(name),
          children: value(name, fact),
        }))}
      />
      {data.determination && (
        <>
          <h2>{t('batches.calculation')}</h2>
          <EvaluationLines evaluation={data.determination} />
        </>
      )}
      <p>
        {t('batches.paid_this_year')} <Money fen={data.paid_this_year_fen} unit />
        {data.cap_fen !== null && (
          <>
            {' / '}
            {t('batches.cap')} <Money fen={data.cap_fen} unit />
          </>
        )}
      </p>
      <DrawerBills data={data} />
      <h2>{t('batches.papers')}</h2>
      <ul>
        {data.materials.map((material) => (
          <li key={material.code}>
            {textOf(material.name)} · {t(material.provided ? 'batches.paper_there' : 'batches.paper_missing')}
            {material.attachments.length > 0 && ` (${material.attachments.length})`}
          </li>
        ))}
      </ul>
      <h2>{t('batches.acts')}</h2>
      <ActTimeline
        acts={data.acts}
        names={namesOf(inputs, data.materials, textOf, t('cases.section_household'))}
        received={data.received_on}
      />
    </>
  );
}
