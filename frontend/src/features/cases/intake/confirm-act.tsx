import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { caseQuery } from '../../../api/resources/cases';
import type { Case } from '../../../api/types';
import { ActDialog } from '../act-dialog';
import { ACTS } from '../acts';

interface Props {
  /** As it was saved a moment ago. */
  saved: Case;
  onClose: () => void;
  onDone: (done: Case, act: string) => void;
}

/** Complete → its acceptance, else the one notice with everything that is missing; asked with the very letter. */
export function ConfirmAct({ saved, onClose, onDone }: Props) {
  const [name] = useState(saved.missing_materials.length === 0 ? 'accept' : 'notify_supplement');
  const found = useQuery(caseQuery(saved.id)).data ?? saved;
  const act = saved.allowed_actions.find((each) => each.act === name);
  const spec = ACTS[name];
  if (!act || !spec) return null;
  return (
    <ActDialog case={found} act={act} spec={spec} onClose={onClose} onDone={(done) => onDone(done, name)} />
  );
}
