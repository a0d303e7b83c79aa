import type { PaymentTexts } from '../zh-CN/payments';

const payments: PaymentTexts = {
  title: 'Payment list {{month}}',
  csv: 'Download CSV',
  month: 'Month of payment',
  township: 'Township',
  totals: '{{count}} payments, in all',
  empty: 'Nothing to pay this month. What is approved is listed for the month after.',
  payee: 'Payee',
  division: 'Village',
  scheme: 'Scheme',
  schemes: { 'medical-assistance': 'Medical assistance', medical_assistance: 'Medical assistance' },
  amount: 'Amount (yuan)',
  account: 'Bank account',
  case_no: 'Case number',
  state: 'State',
  states: { listed: 'Listed' },
};
export default payments;
