import { createContext, type ReactNode, useContext } from 'react';
import type { Schemas } from '../../../api/types';
import { Citations, type CitedLike } from '../../../ui/citations';

type Citation = Schemas['Citation'];

/** What the register calls the citations of the document on the page. */
const Names = createContext<Schemas['NamedCitation'][]>([]);

/** Names for what is below, with those known above it. */
export function CitationNames({
  value,
  children,
}: {
  value: Schemas['NamedCitation'][];
  children: ReactNode;
}) {
  const above = useContext(Names);
  return <Names value={[...value, ...above]}>{children}</Names>;
}

/** A citation with its name; one the server has not named yet, as a draft under the hand has, by its code. */
export function useNamed(): (citation: Citation) => CitedLike {
  const names = useContext(Names);
  return ({ law, article, note }) => {
    const known = names.find(
      (one) => one.law === law && one.article === article && (one.note ?? '') === (note ?? ''),
    );
    const code = [law, article, note].filter(Boolean).join(' ');
    return { law, article, text: known?.text ?? { zh: code, en: code } };
  };
}

/** What a part of the document rests on through the years. */
export function Cites({ of }: { of: Citation[] | null | undefined }) {
  const named = useNamed();
  return <Citations basis={(of ?? []).map(named)} />;
}
