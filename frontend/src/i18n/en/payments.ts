import type { PaymentTexts } from '../zh-CN/payments';

const payments: PaymentTexts = {
  title: 'Payment list {{month}}',
  csv: 'Download CSV',
  month: 'Month of payment',
  township: 'Township',
  totals: '{{count}} payments, in all',
  empty:
    'Nothing to pay this month. What is approved once is listed for the month after; recurring benefits when the county lists them.',
  payee: 'Payee',
  division: 'Village',
  scheme: 'Scheme',
  kind: 'Kind',
  kinds: { decided: 'Once', recurring: 'Monthly', arrears: 'Arrears' },
  print_total: '{{count}} payments in all',
  sign_made: 'Made by:',
  sign_checked: 'Checked by:',
  sign_approved: 'Approved by:',
  roll_this: 'List this month ({{month}})',
  roll_next: 'List next month ({{month}})',
  roll_title: 'Put {{month}} of the recurring benefits on the list?',
  roll_detail:
    'Lists what is due in the month and arrears of earlier ones, less what is kept back. What is listed already is not listed twice.',
  roll_now: 'List it',
  rolled: '{{month}}: {{count}} benefits listed now',
  rolled_due: 'Due in the month',
  rolled_arrears: 'arrears',
  rolled_kept: 'kept back',
  rolled_already: '{{count}} were listed before',
  amount: 'Amount (yuan)',
  account: 'Bank account',
  case_no: 'Case number',
  state: 'State',
  states: { listed: 'Listed' },
};
export default payments;
