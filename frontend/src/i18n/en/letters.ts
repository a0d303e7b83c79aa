import type { LetterTexts } from '../zh-CN/letters';

const letters: LetterTexts = {
  found: 'Found:',
  basis: 'Basis: ',
  remedy_basis: 'Basis of the remedy: ',
  stop: '.',
  served: 'Served: {{way}}, {{on}}',
  service_ways: {
    on_the_spot: 'On the spot',
    by_hand: 'By hand',
    by_post: 'By post',
    electronic: 'Electronically',
    public_notice: 'By public notice',
  },
};
export default letters;
