import { citizenId, number } from '../lib/typed';

export type ProgressField = 'case_no' | 'id_tail';

/** What the citizen typed, made comparable, and which of the two fields cannot be right. */
export function checkProgress(caseNo: string, idTail: string) {
  const query = {
    case_no: number(caseNo),
    id_tail: citizenId(idTail),
  };
  const wrong: ProgressField[] = [];
  if (query.case_no === '') wrong.push('case_no');
  if (!/^\d{3}[\dX]$/.test(query.id_tail)) wrong.push('id_tail');
  return { query, wrong };
}
