import { expect, it } from 'vitest';
import type { PublicDivision } from '../api/public-client';
import { descend } from './descend';

const division = (code: string, level: number, has_children = true): PublicDivision => ({
  code,
  name: code,
  level,
  parent: null,
  full_name: code,
  has_children,
});

it('goes down to the only county and offers its townships', async () => {
  const tree: Record<string, PublicDivision[]> = {
    '': [division('36', 1)],
    '36': [division('3607', 2)],
    '3607': [division('360704', 3)],
    '360704': [division('360704100', 4), division('360704101', 4)],
  };
  const { at, below } = await descend(async (parent = '') => tree[parent] ?? []);
  expect(at?.code).toBe('360704');
  expect(below.map((place) => place.code)).toEqual(['360704100', '360704101']);
});

it('stops at the first level with a choice', async () => {
  const { at, below } = await descend(async () => [division('36', 1), division('42', 1)]);
  expect(at).toBeNull();
  expect(below).toHaveLength(2);
});

it('does not fall through a county with a single township', async () => {
  const tree: Record<string, PublicDivision[]> = {
    '': [division('360704', 3)],
    '360704': [division('360704100', 4)],
  };
  const { at, below } = await descend(async (parent = '') => tree[parent] ?? []);
  expect(at?.code).toBe('360704');
  expect(below).toHaveLength(1);
});
