import { addTexts } from '../../i18n';
import texts from '../../i18n/zh-CN/entitlements';
import letters from '../../i18n/zh-CN/letters';

// Few open these pages: their words come with them, so that everybody else's first page stays light.
addTexts('entitlements', texts);
addTexts('letters', letters);
