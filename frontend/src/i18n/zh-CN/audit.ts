const audit = {
  title: '审计日志',
  csv: '下载 CSV',
  at: '时间',
  actor: '经办人（编号）',
  role: '岗位',
  action: '操作',
  subject: '对象',
  subject_type: '对象类型',
  subject_id: '对象编号',
  division: '地区',
  request_id: '请求编号',
  from: '起始日期',
  to: '截止日期',
  system: '系统',
  only_this: '只看此人',
  subjects: {
    case: '办件',
    person: '人员',
    household: '家庭',
    batch: '明细表',
    notice: '公示',
    account: '账号',
    calendar: '工作日历',
    session: '登录',
  } as Record<string, string>,
};
export type AuditTexts = typeof audit;
export default audit;
