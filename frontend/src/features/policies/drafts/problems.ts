import type { Schemas } from '../../../api/types';

export type DraftProblem = Schemas['PolicyProblem'];

/** The problems of a place and of what lies beneath it. */
export const problemsUnder = (problems: DraftProblem[], pointer: string): DraftProblem[] =>
  problems.filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`));

/** The problems that no shown place takes: told above all. */
export const problemsElsewhere = (problems: DraftProblem[], pointers: string[]): DraftProblem[] =>
  problems.filter((one) => !pointers.some((pointer) => problemsUnder([one], pointer).length > 0));

/**
 * The formula parted at the word (or sign) a problem points to; the position counts characters, not UTF-16
 * units. At the end of the formula a blank is marked.
 */
export function marked(formula: string, position: number): [before: string, at: string, after: string] {
  const letters = Array.from(formula);
  const start = Math.min(Math.max(position, 0), letters.length);
  const rest = letters.slice(start).join('');
  const word = /^(\w+|"[^"]*"|[&|=!<>]{2}|[\s\S])/u.exec(rest)?.[0] ?? '';
  return [letters.slice(0, start).join(''), word || ' ', rest.slice(word.length)];
}
