import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { cursorQuery } from '../../api/cursor';
import type { Schemas } from '../../api/types';

export type LawRow = Schemas['LawRow'];
export type LawDetail = Schemas['LawDetail'];
export type Law = Schemas['Law'];
export type LawKind = Schemas['LawKind'];
export type LawText = Law['texts'][number];
export type Article = NonNullable<LawText['articles']>[number];
export type Touched = Schemas['LawTouched'];
export type Impact = Schemas['LawImpact'];

export const KINDS: LawKind[] = ['law', 'regulation', 'rule', 'normative', 'local', 'demonstration'];

export interface LawsAsked {
  q?: string;
  kind?: LawKind;
  on?: string;
}

export const lawsQuery = (asked: LawsAsked) =>
  cursorQuery(['laws', asked], (cursor, signal) =>
    api.get('/laws', { query: { ...asked, cursor, limit: 50 }, signal }),
  );

export const lawQuery = (code: string) =>
  queryOptions({
    queryKey: ['law', code],
    queryFn: ({ signal }) => api.get('/laws/{code}', { path: { code }, signal }),
  });

export const CHECKED: LawText['checked'][] = ['read', 'excerpt', 'reported', 'unverified'];
