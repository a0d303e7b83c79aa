import type { LetterTexts } from '../zh-CN/letters';

const letters: LetterTexts = {
  found: 'Found:',
  basis: 'Basis: ',
  remedy_basis: 'Basis of the remedy: ',
  stop: '.',
  served: 'Served: {{way}}, {{on}}',
  service_ways: {
    in_person: 'By hand, signed for',
    signature_refused: 'By hand, signature refused',
    post: 'By post',
    electronic: 'Electronically',
    public_notice: 'By public notice',
  },
};
export default letters;
