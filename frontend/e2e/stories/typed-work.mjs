// One person in several tabs, typed work that comes back, and the whole intake without a mouse.
import { accessible, button, choose, confirm, must, PASSWORD, signIn, twins, watch } from '../hands.mjs';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
function citizenId(birth, order) {
  const body = `369999${birth}${order}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * WEIGHTS[at], 0);
  return body + '10X98765432'[sum % 11];
}

const loginName = (page) => page.getByLabel('用户名');
const workbench = (page) => page.getByRole('heading', { level: 1, name: /的工作台/ });

async function signInHere(page, username) {
  await loginName(page).fill(username);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: /登\s*录/ }).click();
  await loginName(page).waitFor({ state: 'detached' });
}

/** Another tab beside the one that is signed in. */
async function anotherTab(world, page, path) {
  const tab = await page.context().newPage();
  tab.setDefaultTimeout(15_000);
  watch(world, tab);
  await tab.goto(path);
  return tab;
}

async function leave(page) {
  await page.locator('.shell-tools .ant-dropdown-trigger').click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
}

async function tabs(world) {
  const first = await signIn(world, 'clerk2');
  await first.goto('/app/');
  await workbench(first).waitFor();
  const second = await anotherTab(world, first, '/app/');
  await workbench(second).waitFor();
  await second.reload();
  await workbench(second).waitFor();
  await leave(first);
  await loginName(first).waitFor();
  await loginName(second).waitFor();
  await signInHere(first, 'clerk2');
  await workbench(second).waitFor();
  // The last one closed takes the session with it.
  await second.close();
  await first.evaluate(() => sessionStorage.clear());
  await first.reload();
  await loginName(first).waitFor();
  const left = await first.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  must(!/\d{6}\.[0-9a-f-]{36}\.|eyJ/.test(left), 'a token is left in the browser');
  await signInHere(first, 'clerk2');
  await workbench(first).waitFor();
}

const REFRESHES = '**/api/v1/sessions/refreshes';

/** The access token is old, the server trades the other one, and the page is loaded again before it hears of it. */
async function reloads(world) {
  const page = await signIn(world, 'clerk2');
  await page.goto('/app/');
  await workbench(page).waitFor();
  const sent = [];
  await page.route(REFRESHES, async (route) => {
    sent.push(JSON.parse(route.request().postData()).refresh_token);
    const answer = await route.fetch();
    if (sent.length < 3) await new Promise((done) => setTimeout(done, 4000));
    await route.fulfill({ response: answer }).catch(() => undefined);
  });
  await page.evaluate(() => {
    const kept = JSON.parse(sessionStorage.getItem('yangguang.session'));
    sessionStorage.setItem('yangguang.session', JSON.stringify({ ...kept, expiresAt: Date.now() - 1000 }));
    localStorage.removeItem('yangguang.session');
  });
  const asked = () => page.waitForRequest(REFRESHES);
  for (let times = 0; times < 3; times += 1) {
    const next = asked();
    await page.reload({ waitUntil: 'commit' });
    await next;
    await page.waitForTimeout(300);
  }
  await workbench(page).waitFor();
  await page.unroute(REFRESHES);
  must(sent.length >= 3 && new Set(sent.slice(0, 3)).size === 1, 'the pages did not ask with the same token');
}

/** A household begun, a member to be registered first, a session that ends, another tab. */
async function household(world) {
  const page = await signIn(world, 'clerk2');
  await page.goto('/app/households/new');
  await choose(page, '对象类别', '农村低保');
  const number = page.getByLabel('证件（低保证等）编号');
  await number.fill('赣低保2026-0417');
  await page.goto('/app/persons/new');
  await page.getByLabel('姓名', { exact: true }).fill('廖待登');
  await page.goto('/app/households/new');
  await page.getByText(/已恢复 .* 没有提交的内容/).waitFor();
  must((await number.inputValue()) === '赣低保2026-0417', 'the household form is empty again');
  await accessible(world, page, 'household form taken up again');

  const second = await anotherTab(world, page, '/app/households/new');
  const there = second.getByLabel('证件（低保证等）编号');
  await there.fill('另一个标签页填的');
  await page.getByText('同一张表还有另一份没有提交的内容').waitFor();
  await number.fill('这个标签页填的');
  await second.close();
  await button(page, '用这里的，删除那一份').click();
  must((await number.inputValue()) === '这个标签页填的', 'the other tab has written over this one');

  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await page.getByText('没有提交的内容存在这台电脑上').waitFor();
  await signInHere(page, 'clerk2');
  await page.getByText(/已恢复 .* 没有提交的内容/).waitFor();
  must((await number.inputValue()) === '这个标签页填的', 'the form did not outlive the session');

  await leave(page);
  await page.getByRole('dialog', { name: '还有 2 份内容没有提交' }).waitFor();
  await accessible(world, page, 'question about unsent forms');
  await confirm(page, '删除并退出');
  await loginName(page).waitFor();
  await signInHere(page, 'clerk2');
  await page.goto('/app/households/new');
  await page.getByRole('heading', { level: 1 }).waitFor();
  must((await number.inputValue()) === '', 'what was deleted is back');
}

/** What has the keyboard, and whether it comes after what had it before. */
const here = (page) =>
  page.evaluate(() => {
    const now = document.activeElement;
    const before = window.hadTheKeyboard;
    window.hadTheKeyboard = now;
    const box = now.closest('.ant-select');
    return {
      id: now.id,
      tag: now.tagName,
      type: now.type,
      words: (now.getAttribute('aria-label') ?? now.textContent ?? '').slice(0, 40),
      open: now.getAttribute('aria-expanded') === 'true',
      owes:
        now.getAttribute('aria-required') === 'true' && !box?.querySelector('.ant-select-content-has-value'),
      choice: now.getAttribute('role') === 'combobox',
      back:
        Boolean(before?.isConnected) &&
        Boolean(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_PRECEDING),
    };
  });

/** Types what the field asks for and presses Enter, until something else than a field has the keyboard. */
async function fillOn(page, words, end) {
  const seen = [];
  for (let step = 0; step < 60; step += 1) {
    const field = await here(page);
    if (end(field)) return seen;
    must(
      field.tag === 'INPUT' || field.tag === 'TEXTAREA',
      `${JSON.stringify(field)} after ${seen.join(' ')}`,
    );
    must(!field.back, `Enter jumped back to ${field.id || field.words} after ${seen.join(' ')}`);
    seen.push(field.id || field.words || field.type);
    const known = Object.entries(words).find(([name]) => field.id.endsWith(name));
    if (field.choice && field.owes) {
      await page.keyboard.press('Enter');
      if (known) await page.keyboard.type(known[1]);
      await page.waitForTimeout(150);
      await page.keyboard.press('Enter');
      await page.waitForTimeout(150);
    } else if (field.type === 'checkbox' && !field.id) await page.keyboard.press('Space');
    else if (known && !field.choice) await page.keyboard.type(known[1], { delay: 100 });
    await page.keyboard.press('Enter');
    await page.waitForTimeout(150);
  }
  throw new Error(`no end after ${seen.join(' ')}`);
}

async function byKeyboard(world) {
  const page = await signIn(world, 'clerk');
  await page.goto('/app/cases/new');
  const has = (test) => page.waitForFunction(test);
  await has(() => /查找申请人/.test(document.activeElement?.getAttribute('aria-label') ?? ''));
  const id = citizenId('19610204', '903');
  // The reader types as fast as it can and ends with Enter.
  await page.keyboard.type(id);
  await page.keyboard.press('Enter');
  await has(() => document.activeElement?.id === 'person_name');
  must((await page.locator('#person_citizen_id').inputValue()) === id, 'the card is not in the form');
  must((await twins(page)).length === 0, `twins: ${await twins(page)}`);
  const person = { person_name: '钟敲键', person_division: '城东', person_address: '城东路1号' };
  const registered = page.locator('.identity-bar', { hasText: '钟敲键' });
  await fillOn(page, person, (field) => field.id === 'household_category' || field.tag === 'BODY');
  await registered.waitFor();
  await has(() => document.activeElement?.id === 'household_category');
  must((await twins(page)).length === 0, `twins: ${await twins(page)}`);
  const home = { household_category: '', household_income_fen: '800' };
  const fields = await fillOn(page, home, (field) => field.tag === 'BODY' || field.id.startsWith('facts_'));
  must(fields.includes('household_certificate_no'), `skipped: ${fields}`);
  await has(() => document.activeElement?.id.startsWith('facts_'));
  must((await twins(page)).length === 0, `twins: ${await twins(page)}`);
  const facts = { facts_cost_fen: '9000', facts_category: '老年人' };
  const asked = await fillOn(page, facts, (field) => field.tag === 'BUTTON');
  must(asked.includes('facts_category') && asked.includes('facts_cost_fen'), `skipped: ${asked}`);
  await page.keyboard.press('Enter');
  // The very letter is read first, and given by keyboard as well.
  await page.getByRole('dialog').last().locator('.sheet', { hasText: '受理通知书' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/cases\/(?!new\/)[^/]+\/print\/receipt$/);
  // The consent to the check is owed too: it was ticked on the way.
  await page.goto(new URL(page.url()).pathname.replace('/print/receipt', ''));
  await page.getByRole('listitem').filter({ hasText: '记录同意核对' }).getByText('日期').waitFor();
}

const PAGES = {
  clerk: ['/cases/new', '/persons/new', '/households/new'],
  examiner: [
    '/entitlements/recalculation',
    '/entitlements/decisions',
    '/simulations/new',
    '/policy-drafts/new',
  ],
  discloser: ['/notices/new'],
  admin: ['/calendar', '/accounts'],
};

/** No two things on a page have one name, on any page the menu leads to. */
async function names(world) {
  for (const [account, more] of Object.entries(PAGES)) {
    const page = await signIn(world, account);
    await page.goto('/app/');
    await page.locator('nav a').first().waitFor();
    const links = await page
      .locator('nav a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href').replace(/^\/app/, '')));
    for (const path of new Set([...links, ...more])) {
      await page.goto(`/app${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.waitForTimeout(300);
      for (const twin of await twins(page)) world.faults.push(`${path} (${account}): two are called ${twin}`);
    }
  }
}

export const typedWork = [
  ['A new tab needs no password, and signing out or in reaches all of them', tabs],
  ['A page loaded again while the session is renewed is not signed out', reloads],
  [
    'A form outlives the way to another page, the session and a second tab, and is asked about at the end',
    household,
  ],
  ['The whole intake is done with the keyboard, in order, and nothing owed is skipped', byKeyboard],
  ['On no page do two things have the same id', names],
];
