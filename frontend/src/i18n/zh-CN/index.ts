/**
 * One file per feature; its name is the first part of the key. The portal brings its own small dictionary, and
 * some features bring theirs with their pages (`addTexts`).
 */
const files = import.meta.glob<{ default: Record<string, unknown> }>(
  [
    './*.ts',
    '!./index.ts',
    '!./portal.ts',
    '!./accounts.ts',
    '!./batches.ts',
    '!./calendar.ts',
    '!./cases.ts',
    '!./delegations.ts',
    '!./entitlements.ts',
    '!./notices.ts',
    '!./payments.ts',
    '!./policies.ts',
    '!./policy_drafts.ts',
    '!./reports.ts',
    '!./services.ts',
    '!./simulations.ts',
    '!./steps.ts',
  ],
  {
    eager: true,
  },
);

export const zhCN: Record<string, unknown> = Object.fromEntries(
  Object.entries(files).map(([path, file]) => [path.slice(2, -3), file.default]),
);
