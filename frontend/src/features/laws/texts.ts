import { addTexts } from '../../i18n';
import texts from '../../i18n/zh-CN/laws';

// These words come with their pages, so that everybody's first one stays light.
addTexts('laws', texts);
