import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const SRC = join(process.cwd(), 'src');

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

const files = ['app', 'features', 'ui']
  .flatMap((folder) => walk(join(SRC, folder)))
  .filter((path) => path.endsWith('.tsx') && !path.endsWith('.test.tsx'))
  .map((path) => ({ path: relative(SRC, path), text: readFileSync(path, 'utf8') }));

/** Where typing is not kept as a draft, and why. */
const WITHOUT: Record<string, string> = {
  'features/session/login-page.tsx': 'passwords are kept nowhere',
  'features/session/password-page.tsx': 'passwords are kept nowhere',
  'features/accounts/password-form.tsx': 'passwords are kept nowhere',
  'features/entitlements/recalculation-page.tsx': 'three choices that only ask; its reason is kept',
  'features/notices/act-dialog.tsx':
    'part of the dialogs of one notice, which keeps it, and of many, where nothing is typed',
  'features/notices/draft-page.tsx': 'three choices with their defaults, nothing is typed',
  'features/policies/try-it.tsx': 'invented facts, nothing is recorded',
  'features/cases/intake/elsewhere.tsx': 'a number and three facts; numbers of persons are not kept',
  'features/cases/act-fields.tsx': 'part of the act dialog',
  'features/cases/step-fields.tsx': 'part of the act dialog',
  'features/entitlements/change-fields.tsx': 'part of the change dialog',
  'ui/facts-form.tsx': 'part of the forms it stands in',
  'ui/facts-list.tsx': 'part of the facts form',
  'ui/reasons-editor.tsx': 'part of the dialogs it stands in',
  'ui/citizen-id-field.tsx': 'part of the person form; numbers of persons are not kept',
  'features/laws/drafts/fields.tsx': 'part of the editor',
  'features/policies/drafts/examples-tab.tsx': 'part of the editor',
  'features/policies/drafts/fields.tsx': 'part of the editor',
  'features/policies/drafts/formula-editor.tsx': 'part of the editor',
  'features/policies/drafts/json-tab.tsx': 'part of the editor',
};

test('every form keeps what is typed into it, or it is said here why not', () => {
  const typedInto = files.filter(({ text }) => /<Form[\s<.]|TextArea|<form\b/.test(text));
  expect(typedInto.length).toBeGreaterThan(20);
  const kept = ({ text }: { text: string }) => /useFormDraft|useDraft|useIntakeDraft/.test(text);
  const search = ({ text }: { text: string }) => /<search\b/.test(text);
  const lost = typedInto.filter((file) => !kept(file) && !search(file)).map(({ path }) => path);
  expect(lost.sort()).toEqual(
    Object.keys(WITHOUT)
      .filter((path) => lost.includes(path))
      .sort(),
  );
});

test('the list of exceptions only shrinks', () => {
  const paths = new Set(files.map(({ path }) => path));
  expect(Object.keys(WITHOUT).filter((path) => !paths.has(path))).toEqual([]);
});

test('every form has a name, so that two on a page share no id', () => {
  const nameless = files.flatMap(({ path, text }) =>
    [...text.matchAll(/<Form(?:<[^\n]*>)?\s([\s\S]*?)>\n/g)]
      .filter((match) => !/\bname=/.test(match[1] ?? ''))
      .map(() => path),
  );
  expect(nameless).toEqual([]);
});
