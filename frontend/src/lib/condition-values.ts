/** `name in ["a", "b"]` or `name == "a"`: which values of one field a condition is about; null for anything more. */
export function conditionValues(condition: string): { name: string; values: string[] } | null {
  const match = /^\s*(?:facts\.)?(\w+)\s*(?:==\s*("[^"]*")|in\s*\[([^\]]*)\])\s*$/.exec(condition);
  if (!match) return null;
  const values = [...(match[2] ?? match[3] ?? '').matchAll(/"([^"]*)"/g)].map((value) => value[1] ?? '');
  return values.length > 0 ? { name: match[1] ?? '', values } : null;
}
