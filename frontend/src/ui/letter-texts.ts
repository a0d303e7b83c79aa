import { addTexts } from '../i18n';
import texts from '../i18n/zh-CN/letters';

// Few open a letter: its words come with it.
addTexts('letters', texts);
