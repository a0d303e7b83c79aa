/** Loaded with the letters, not with the shell: see `ui/letter-sheet.tsx`. */
const letters = {
  found: '查明的情况：',
  basis: '依据：',
  remedy_basis: '救济依据：',
  stop: '。',
  served: '送达：{{way}}，{{on}}',
  service_ways: {
    in_person: '直接送达，本人签收',
    signature_refused: '直接送达，拒绝签收',
    post: '邮寄送达',
    electronic: '电子送达',
    public_notice: '公告送达',
  } as Record<string, string>,
};
export type LetterTexts = typeof letters;
export default letters;
