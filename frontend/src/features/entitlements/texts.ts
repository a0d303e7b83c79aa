import { addTexts } from '../../i18n';
import texts from '../../i18n/zh-CN/entitlements';

// Few open these pages: their words come with them, so that everybody else's first page stays light.
addTexts('entitlements', texts);
