import type { LetterTexts } from '../zh-CN/letters';

const letters: LetterTexts = {
  found: 'Found:',
  basis: 'Basis: ',
  remedy_basis: 'Basis of the remedy: ',
  stop: '.',
  served: 'Served: {{way}}, {{on}}',
};
export default letters;
