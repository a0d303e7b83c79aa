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
  schemes: {
    'medical-assistance': 'Medical assistance',
    medical_assistance: 'Medical assistance',
    subsistence_allowance: 'Subsistence allowance',
  },
  kind: 'Kind',
  kinds: { decided: 'Once', recurring: 'Monthly', arrears: 'Arrears' },
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
  held: '{{count}} benefits are held and paid to nobody, in all',
  held_because: {
    left_household: 'the recipient has left the household: propose another',
    in_no_household: 'the recipient is in no household: to be looked into',
  },
  rolled_without_account: '{{count}} are listed, but the recipient has no bank account registered',
  without_account_only: 'Without account only',
  without_account: '{{count}} payments are to payees without a bank account, in all',
  account_missing: 'None registered',
  rolled_already: '{{count}} were listed before',
  amount: 'Amount (yuan)',
  account: 'Bank account',
  case_no: 'Case number',
  state: 'State',
  states: { listed: 'Listed' },
};
export default payments;
