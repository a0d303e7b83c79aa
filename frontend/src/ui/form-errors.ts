interface WithErrors {
  errors?: { pointer: string; message: string }[];
}

/**
 * The server's field errors as the form wants them: JSON pointer to field path. `prefix` is where the form's
 * root hangs in the request, e.g. `facts`.
 */
export function formErrors(
  problem: unknown,
  prefix?: string,
): { name: (string | number)[]; errors: string[] }[] {
  const errors = (problem as WithErrors | null)?.errors ?? [];
  const byField = new Map<string, { name: (string | number)[]; errors: string[] }>();
  for (const { pointer, message } of errors) {
    const parts = pointer
      .split('/')
      .slice(1)
      .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
      .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    const name = prefix !== undefined && parts[0] === prefix ? parts.slice(1) : parts;
    const key = name.join('/');
    const field = byField.get(key) ?? { name, errors: [] };
    field.errors.push(message);
    byField.set(key, field);
  }
  return [...byField.values()];
}
