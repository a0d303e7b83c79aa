const texts = {
  title: '政策草案',
  new_policy: '新建政策',
  new_version: '拟订新版本',
};
export type PolicyDraftTexts = typeof texts;
export default texts;
