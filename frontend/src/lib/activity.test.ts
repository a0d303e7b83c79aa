import { expect, test, vi } from 'vitest';

const another = async () => {
  vi.resetModules();
  return import('./activity');
};

test('whoever works in one tab is not idle in the others', async () => {
  const here = await another();
  const there = await another();
  here.markActivity(1_000_000);
  there.markActivity(1_900_000);
  expect(here.lastActivity(2_000_000)).toBe(1_900_000);
  expect(there.lastActivity(2_000_000)).toBe(1_900_000);
});

test('a clock that was set back keeps nobody signed in', async () => {
  const there = await another();
  there.markActivity(9_000_000);
  const here = await another();
  here.markActivity(1_000_000);
  localStorage.setItem('yangguang.active', '9000000');
  expect(here.lastActivity(1_000_001)).toBe(1_000_000);
});
