export type ProgressField = 'case_no' | 'id_tail';

// Phone keyboards in Chinese mode give full-width letters, digits and dashes.
const halfWidth = (text: string) =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212]/g, '-');

/** What the citizen typed, made comparable, and which of the two fields cannot be right. */
export function checkProgress(caseNo: string, idTail: string) {
  const query = {
    case_no: halfWidth(caseNo).replace(/\s+/g, '').toUpperCase(),
    id_tail: halfWidth(idTail).replace(/\s+/g, '').toUpperCase(),
  };
  const wrong: ProgressField[] = [];
  if (query.case_no === '') wrong.push('case_no');
  if (!/^\d{3}[\dX]$/.test(query.id_tail)) wrong.push('id_tail');
  return { query, wrong };
}
