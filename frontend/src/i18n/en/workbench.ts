export default {
  title: 'Workbench of {{name}}',
  nothing: 'Nothing is waiting for you.',
  month: 'This month',
  received: 'Received',
  closed: 'Closed',
  approved: 'Approved, once',
  approved_monthly: 'Approved, a month',
  approved_yearly: 'Approved, a year',
};
