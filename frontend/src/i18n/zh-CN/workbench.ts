export default {
  title: '{{name}}的工作台',
  nothing: '目前没有待办事项。',
  month: '本月',
  received: '收件',
  closed: '办结',
  approved: '批准（一次性）',
  approved_monthly: '批准（每月）',
  approved_yearly: '批准（每年）',
};
