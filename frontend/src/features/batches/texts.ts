import { addTexts } from '../../i18n';
import texts from '../../i18n/zh-CN/batches';

// Tables are worked on twice a month: these words come with their pages.
addTexts('batches', texts);
