import { addTexts } from '../../i18n';
import texts from '../../i18n/zh-CN/steps';

// They come with the pages of a case, not with everybody's first one.
addTexts('steps', texts);
