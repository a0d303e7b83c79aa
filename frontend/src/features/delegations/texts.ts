import { addTexts } from '../../i18n';
import texts from '../../i18n/zh-CN/delegations';

addTexts('delegations', texts);
