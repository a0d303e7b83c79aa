const audit = {
  title: '审计日志',
  csv: '下载 CSV',
  at: '时间',
  actor: '经办人',
  role: '岗位',
  action: '操作',
  subject: '对象',
  subject_type: '对象类型',
  case_no: '办件编号',
  division: '地区',
  changes: '变更内容',
  request_id: '请求编号',
  from: '起始日期',
  to: '截止日期',
  all_days: '全部日期',
  system: '系统',
  only_this: '只看此人',
  only_this_action: '只看此类操作',
  raw: '原始记录',
  between: '；',
};
export type AuditTexts = typeof audit;
export default audit;
