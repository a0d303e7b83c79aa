import { createContext, useContext } from 'react';
import type { PolicyDocument } from '../queries';
import type { Path } from './edit';
import type { Check } from './queries';

/** What every part of the editor works on. */
export interface Editing {
  document: PolicyDocument;
  /** The version in force that the draft began from; none for a new policy. */
  base: PolicyDocument | undefined;
  check: Check | undefined;
  set: (path: Path, value: unknown) => void;
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error('outside of an editor');
  return editing;
}
