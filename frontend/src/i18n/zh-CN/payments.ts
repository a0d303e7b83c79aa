const payments = {
  title: '{{month}} 发放名册',
  csv: '下载 CSV',
  month: '发放月份',
  township: '乡镇',
  totals: '共 {{count}} 笔，合计',
  empty: '本月没有待发放的款项。批准的金额列入次月名册。',
  payee: '收款人',
  division: '村（社区）',
  scheme: '救助类别',
  schemes: { 'medical-assistance': '医疗救助', medical_assistance: '医疗救助' } as Record<string, string>,
  amount: '金额（元）',
  account: '银行账号',
  case_no: '办件编号',
  state: '状态',
  states: { listed: '已列入' } as Record<string, string>,
};
export type PaymentTexts = typeof payments;
export default payments;
