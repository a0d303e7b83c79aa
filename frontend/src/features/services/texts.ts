import { addTexts } from '../../i18n';
import texts from '../../i18n/zh-CN/services';

// These words come with their pages, so that everybody's first one stays light.
addTexts('services', texts);
