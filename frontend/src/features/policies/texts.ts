import { addTexts } from '../../i18n';
import policies from '../../i18n/zh-CN/policies';
import drafts from '../../i18n/zh-CN/policy_drafts';
import simulations from '../../i18n/zh-CN/simulations';

// Few read, draft and simulate policies: these words come with the pages of the policies, not with everybody's first page.
addTexts('policies', policies);
addTexts('policy_drafts', drafts);
addTexts('simulations', simulations);
