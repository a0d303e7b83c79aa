import { addTexts } from '../../i18n';
import texts from '../../i18n/zh-CN/entitlements';
import steps from '../../i18n/zh-CN/steps';

// Few open these pages: their words come with them, so that everybody else's first page stays light.
addTexts('entitlements', texts);
// How a paper is handed over is named there.
addTexts('steps', steps);
