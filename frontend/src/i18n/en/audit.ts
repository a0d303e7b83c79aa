import type { AuditTexts } from '../zh-CN/audit';

const audit: AuditTexts = {
  title: 'Audit trail',
  csv: 'Download CSV',
  at: 'Time',
  actor: 'Who',
  role: 'Post',
  action: 'Act',
  subject: 'Record',
  subject_type: 'Kind of record',
  case_no: 'Case number',
  division: 'Place',
  changes: 'What changed',
  request_id: 'Request id',
  from: 'From',
  to: 'Until',
  all_days: 'All days',
  system: 'System',
  only_this: 'Only this person',
  only_this_action: 'Only this kind of act',
  raw: 'As written down',
  between: '; ',
};
export default audit;
