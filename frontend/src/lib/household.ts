export const CATEGORIES = [
  'urban_subsistence',
  'rural_subsistence',
  'near_poor',
  'destitute',
  'other',
] as const;
export const RELATIONS = [
  'head',
  'spouse',
  'child',
  'parent',
  'grandparent',
  'grandchild',
  'sibling',
  'other',
] as const;
/** What is so of a member beside age, as policies ask for it. */
export const CONDITIONS = [
  'severely_ill',
  'severely_disabled',
  'living_alone',
  'ethnic_minority',
  'model_worker',
  'returned_overseas_chinese',
  'veteran',
] as const;
export type CategoryCode = (typeof CATEGORIES)[number];
export type RelationCode = (typeof RELATIONS)[number];
export type ConditionCode = (typeof CONDITIONS)[number];

export interface DraftMember {
  person_id: string;
  name: string;
  relation: RelationCode | null;
  conditions: ConditionCode[];
}

/** What is wrong with the members, as a text key; null when the household is whole. */
export function memberProblem(members: DraftMember[]): 'no_members' | 'one_head' | 'relation_missing' | null {
  if (members.length === 0) return 'no_members';
  if (members.filter((member) => member.relation === 'head').length !== 1) return 'one_head';
  return members.some((member) => member.relation === null) ? 'relation_missing' : null;
}

/** Adds a person once; the first one is the head until somebody says otherwise. */
export function withMember(members: DraftMember[], person: { id: string; name: string }): DraftMember[] {
  if (members.some((member) => member.person_id === person.id)) return members;
  return [
    ...members,
    {
      person_id: person.id,
      name: person.name,
      relation: members.length === 0 ? 'head' : null,
      conditions: [],
    },
  ];
}
