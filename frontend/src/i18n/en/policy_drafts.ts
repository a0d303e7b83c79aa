import type { PolicyDraftTexts } from '../zh-CN/policy_drafts';

const texts: PolicyDraftTexts = {
  title: 'Drafts of policies',
  new_policy: 'New policy',
  new_version: 'Draft a new version',
};
export default texts;
