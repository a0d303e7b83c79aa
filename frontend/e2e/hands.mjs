// What a person does with hands and eyes, in the words of the pages.
import { AxeBuilder } from '@axe-core/playwright';

export const PASSWORD = 'Demo-2026!';

/** The way to a page of one account; each account has a browser profile of its own. */
export async function signIn(world, username) {
  const known = world.pages.get(username);
  if (known) return known;
  const context = await world.browser.newContext({
    baseURL: world.url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  watch(world, page);
  world.pages.set(username, page);
  await page.goto('/app/');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: /登\s*录/ }).click();
  await page.getByRole('heading', { level: 1, name: /的工作台/ }).waitFor();
  return page;
}

/** A citizen's browser: no account, on a phone. */
export async function citizen(world) {
  const known = world.pages.get('');
  if (known) return known;
  const context = await world.browser.newContext({
    baseURL: world.url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  watch(world, page);
  world.pages.set('', page);
  return page;
}

export function watch(world, page) {
  page.on('pageerror', (error) => world.faults.push(`script error on ${page.url()}: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500) world.faults.push(`${response.status()} from ${response.url()}`);
  });
}

export async function choose(page, label, option) {
  const box = typeof label === 'string' ? page.getByLabel(label, { exact: true }) : label;
  await box.click();
  await page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', {
      hasText: option,
    })
    .first()
    .click();
}

/** The rows of a list that comes in pages: all of them, or until `enough` says so. */
export async function wholeList(page, enough = async () => false) {
  const lines = page.locator('tbody tr.ant-table-row');
  const more = page.getByRole('button', { name: '加载更多' });
  await lines.first().waitFor();
  while (!(await enough()) && (await more.isVisible())) {
    const shown = await lines.count();
    await more.click();
    // The rows and the button of the next page come in one stroke: nobody clicks at one that goes.
    await lines.nth(shown).waitFor();
  }
  return lines;
}

export const button = (page, name) => page.getByRole('button', { name }).first();

/** The dialog in front: its confirming button, and gone when the server has answered. */
export async function confirm(page, name) {
  const dialog = page.getByRole('dialog').last();
  await dialog.getByRole('button', { name }).last().click();
  await dialog.waitFor({ state: 'hidden' });
}

const settled = (page) =>
  page.waitForFunction(
    () =>
      !document.querySelector('.ant-skeleton-active, .ant-spin-spinning') &&
      document.getAnimations().every((each) => each.playState !== 'running'),
    null,
    { timeout: 8000 },
  );

async function violations(page, name) {
  await settled(page).catch(() => undefined);
  const found = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return found.violations
    .filter((each) => each.impact === 'serious' || each.impact === 'critical')
    .map((each) => {
      const where = each.nodes
        .slice(0, 3)
        .map((node) => `${node.target.join(' ')}\n      ${node.any[0]?.message ?? node.html.slice(0, 160)}`);
      return `${name}: ${each.id} (${each.impact})\n    ${where.join('\n    ')}`;
    });
}

/** Ids that more than one element of the page has. */
export const twins = (page) =>
  page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
    return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
  });

/** The page as it stands on a desk and on a phone, for whoever wants to look. */
async function pictures(page, name) {
  const folder = process.env.SHOTS;
  if (!folder) return;
  const usual = page.viewportSize();
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: usual.height });
    await settled(page).catch(() => undefined);
    await page.screenshot({ path: `${folder}/${name.replaceAll(' ', '-')}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize(usual);
}

/** Nothing on the page keeps anyone out: looked for by rule, in normal and, if asked, in large type. */
export async function accessible(world, page, name, { large = false } = {}) {
  await pictures(page, name);
  world.faults.push(...(await violations(page, name)));
  for (const twin of await twins(page)) world.faults.push(`${name}: two elements are called ${twin}`);
  if (!large) return;
  const on = page.getByRole('button', { name: /^(长辈版|大字版)$/ });
  const off = page.getByRole('button', { name: '标准版' });
  await on.click();
  await off.waitFor();
  world.faults.push(...(await violations(page, `${name}, large type`)));
  await off.click();
  await on.waitFor();
}

export function must(condition, words) {
  if (!condition) throw new Error(words);
}
