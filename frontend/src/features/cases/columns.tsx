import { type TableProps, Tag } from 'antd';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { CaseRow, Text } from '../../api/types';
import { Deadline } from '../../ui/deadline';
import { Money } from '../../ui/money';
import { StatusTag } from '../../ui/status-tag';

type Columns = NonNullable<TableProps<CaseRow>['columns']>;

/** Where it stands, and whether it came back there. */
function Stage({ row, t, text }: { row: CaseRow; t: TFunction; text: (pair: Text) => string }) {
  return (
    <>
      <StatusTag code={row.stage} label={text(row.stage_label)} />
      {row.returned && <Tag color="orange">{t('cases.returned')}</Tag>}
    </>
  );
}

export function caseColumns(t: TFunction, text: (pair: Text) => string): Columns {
  return [
    {
      title: t('cases.case_no'),
      key: 'case_no',
      render: (_value, row) => (
        <Link className="nowrap" to={`/cases/${row.id}`}>
          {row.case_no}
        </Link>
      ),
    },
    {
      title: t('cases.applicant'),
      key: 'applicant',
      render: (_value, row) => (
        <>
          {row.applicant_name} {row.staff_kin && <Tag color="orange">{t('households.staff_kin_short')}</Tag>}
        </>
      ),
    },
    {
      title: t('cases.item'),
      key: 'item',
      render: (_value, row) => text(row.item_title),
    },
    {
      title: t('ui.village'),
      key: 'village',
      render: (_value, row) => `${row.township.name} ${row.division.name}`,
    },
    {
      title: t('cases.stage'),
      key: 'stage',
      render: (_value, row) => <Stage row={row} t={t} text={text} />,
    },
    { title: t('cases.received_on'), key: 'received_on', dataIndex: 'received_on', className: 'nowrap' },
    {
      title: t('cases.due_on'),
      key: 'due',
      render: (_value, row) => (
        <Deadline
          dueOn={row.due_on}
          dueInWorkingDays={row.due_in_working_days}
          provisional={row.due_provisional}
        />
      ),
    },
    {
      title: t('cases.amount'),
      key: 'amount',
      align: 'right',
      render: (_value, row) => <Money fen={row.amount_fen} />,
    },
  ];
}

/** The same on a phone: two columns that need no sideways scrolling. */
export function compactColumns(t: TFunction, text: (pair: Text) => string): Columns {
  return [
    {
      title: t('cases.case'),
      key: 'case',
      render: (_value, row) => (
        <>
          <div>
            <strong>{row.applicant_name}</strong>{' '}
            {row.staff_kin && <Tag color="orange">{t('households.staff_kin_short')}</Tag>}
          </div>
          <Link to={`/cases/${row.id}`}>{row.case_no}</Link>
          <div className="muted">
            {row.division.name} · {text(row.item_title)}
          </div>
        </>
      ),
    },
    {
      title: t('cases.stage'),
      key: 'stage',
      render: (_value, row) => (
        <>
          <Stage row={row} t={t} text={text} />
          <div>
            {row.amount_fen !== null && row.amount_fen !== undefined ? (
              <Money fen={row.amount_fen} unit />
            ) : (
              <Deadline
                dueOn={row.due_on}
                dueInWorkingDays={row.due_in_working_days}
                provisional={row.due_provisional}
              />
            )}
          </div>
        </>
      ),
    },
  ];
}
