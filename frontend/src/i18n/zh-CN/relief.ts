export default {
  elsewhere: '户籍不在本乡镇（街道）的申请人',
  elsewhere_hint: '急难发生在本乡镇（街道）的，凭完整身份证号受理；不打开户籍地的人员档案。',
  citizen_id_hint: '须在本县（市、区）登记过。',
  happened_in: '急难发生地（村、社区）',
  here: '急难发生地：{{place}}',
  receive: '收件',
  outstanding: '待事后补充说明',
  officer: '了解情况的人员',
  papers: '事后收到的材料',
  papers_hint: '逐个输入材料名称，按回车键确认。',
};
