import { addTexts } from '../../i18n';
import texts from '../../i18n/zh-CN/notices';

// Few publish: these words come with their pages, not with everybody's first one.
addTexts('notices', texts);
