import { addTexts } from '../../i18n';
import texts from '../../i18n/zh-CN/calendar';

// Few keep the calendar: these words come with its page, not with everybody's first one.
addTexts('calendar', texts);
