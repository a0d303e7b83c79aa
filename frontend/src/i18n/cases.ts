import { addTexts } from '.';
import texts from './zh-CN/cases';
import relief from './zh-CN/relief';
import steps from './zh-CN/steps';

// The longest of the dictionaries, for all that shows a case and not for the page after the login.
addTexts('cases', texts);
addTexts('relief', relief);
addTexts('steps', steps);
