/** Loaded with the letters, not with the shell: see `ui/letter-sheet.tsx`. */
const letters = {
  found: '查明的情况：',
  basis: '依据：',
  remedy_basis: '救济依据：',
  stop: '。',
  served: '送达：{{way}}，{{on}}',
  service_ways: {
    on_the_spot: '当场送达',
    by_hand: '直接送达',
    by_post: '邮寄送达',
    electronic: '电子送达',
    public_notice: '公告送达',
  } as Record<string, string>,
};
export type LetterTexts = typeof letters;
export default letters;
