import { addTexts } from '../../i18n';
import drafts from '../../i18n/zh-CN/policy_drafts';
import simulations from '../../i18n/zh-CN/simulations';

// Few draft and simulate: these words come with the pages of the policies, not with everybody's first page.
addTexts('policy_drafts', drafts);
addTexts('simulations', simulations);
