/** Loaded with the letters, not with the shell: see `ui/letter-sheet.tsx`. */
const letters = {
  found: '查明的情况：',
  basis: '依据：',
  remedy_basis: '救济依据：',
  stop: '。',
  served: '送达：{{way}}，{{on}}',
};
export type LetterTexts = typeof letters;
export default letters;
