import type { AuditTexts } from '../zh-CN/audit';

const audit: AuditTexts = {
  title: 'Audit trail',
  csv: 'Download CSV',
  at: 'Time',
  actor: 'Actor (id)',
  role: 'Role',
  action: 'Action',
  subject: 'Subject',
  subject_type: 'Subject type',
  subject_id: 'Subject id',
  division: 'Division',
  request_id: 'Request id',
  from: 'From',
  to: 'Until',
  system: 'System',
  only_this: 'Only this person',
  subjects: {
    case: 'Case',
    person: 'Person',
    household: 'Household',
    batch: 'Batch',
    notice: 'Notice',
    account: 'Account',
    calendar: 'Calendar',
    session: 'Session',
  },
};
export default audit;
