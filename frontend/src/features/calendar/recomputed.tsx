import { skipToken, useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '../../api/session';
import type { Schemas } from '../../api/types';
import { DataTable } from '../../ui/data-table';

type Clock = Schemas['RecomputedClock'];

/** Which open cases a saved calendar has moved, and from which day to which. */
export function Recomputed({ year }: { year: number }) {
  const { t } = useTranslation();
  const can = useCan();
  // Written by the editor after saving; never asked of the server.
  const { data } = useQuery<Clock[]>({ queryKey: ['calendar', year, 'recomputed'], queryFn: skipToken });
  if (!data) return null;
  return (
    <div role="status">
      <Alert type="success" showIcon title={t('calendar.saved', { count: data.length })} />
      {data.length > 0 && (
        <DataTable<Clock>
          label={t('calendar.recomputed')}
          rowKey={(row) => `${row.case_id}-${row.clock}`}
          dataSource={data}
          columns={[
            {
              title: t('calendar.case_no'),
              render: (_, row) =>
                can('case.read') ? <Link to={`/cases/${row.case_id}`}>{row.case_no}</Link> : row.case_no,
            },
            {
              title: t('calendar.clock'),
              render: (_, row) => t(`calendar.clocks.${row.clock}`, { defaultValue: row.clock }),
            },
            { title: t('calendar.old_due'), dataIndex: 'old_due_on' },
            { title: t('calendar.new_due'), dataIndex: 'new_due_on' },
            { title: t('ui.provisional'), render: (_, row) => t(row.provisional ? 'ui.yes' : 'ui.no') },
          ]}
        />
      )}
    </div>
  );
}
