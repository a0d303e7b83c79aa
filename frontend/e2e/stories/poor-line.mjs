// A village line that fails at the worst moment: after the server has acted, before it could say so.
import { accessible, button, choose, confirm, must, PASSWORD, signIn } from '../hands.mjs';

/** Opens the form for someone of the township who has no open case; the answer is the name. */
async function newCaseForSomebody(page, except = '') {
  await page.goto('/app/households');
  const households = page.locator('.page a[href^="/app/households/"]:not([href$="/new"])');
  await households.first().waitFor();
  const addresses = await households.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const address of addresses.slice(0, 12)) {
    await page.goto(address);
    await page.locator('.page a[href^="/app/persons/"]').first().click();
    await page.getByRole('heading', { name: '在办办件' }).waitFor();
    const name = await page.getByRole('heading', { level: 1 }).innerText();
    if (name !== except && (await page.locator('.page a[href^="/app/cases/"]').count()) === 0) {
      await button(page, '为其收件').click();
      return name;
    }
  }
  throw new Error('everybody in the township has an open case');
}

const UPLOADS = '**/api/v1/cases/*/attachments?*';
const pdf = (name) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.4\n%${name}\n%%EOF\n`),
});
const bills = (page) => page.locator('.material', { hasText: '票据' });
const choosePdf = (page, name) => bills(page).locator('input[type=file]').setInputFiles(pdf(name));

/** A file on a line that does not carry it: through a reload, a crash and an answer that was lost. */
async function keptFile(world) {
  const page = await signIn(world, 'clerk3');
  await page.getByRole('heading', { level: 1, name: /^办件 / }).waitFor();
  const address = page.url();
  const line = { carries: false, loses: false };
  const keys = [];
  await page.route(UPLOADS, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (line.loses) await route.fetch();
    return line.carries ? route.continue() : route.abort();
  });
  const waits = bills(page).getByText(/没有传成.*网络恢复后自动再传/);
  await choosePdf(page, '住院票据.pdf');
  await waits.waitFor();
  await accessible(world, page, 'a file that waits for the line', { large: true });
  await page.reload();
  await waits.waitFor();
  line.loses = true;
  await page.goto('about:blank');
  await page.goto(address);
  await waits.waitFor();
  Object.assign(line, { carries: true, loses: false });
  // The browser says that the line is back; nobody presses anything.
  await page.context().setOffline(true);
  await page.getByText('网络已断开').waitFor();
  await page.context().setOffline(false);
  const bill = bills(page).locator('.file-list > li');
  await waits.waitFor({ state: 'detached' });
  // The line of the file that was on its way is gone: the server's own is the only one.
  await bill.getByRole('progressbar').or(bill.getByText('已上传')).waitFor({ state: 'detached' });
  await bill.getByRole('button', { name: '住院票据.pdf' }).waitFor();
  const sent = keys.length;
  await page.reload();
  await bills(page).getByRole('button', { name: '住院票据.pdf' }).waitFor();
  await page.waitForTimeout(500);
  must(keys.length === sent && sent >= 4, `sent ${sent} times, then ${keys.length}`);
  must(new Set(keys).size === 1, `the repeats were other acts: ${keys.join(' ')}`);
  const lines = await bill.count();
  must(lines === 1, `the file is there ${lines} times`);

  line.carries = false;
  await choosePdf(page, '门诊票据.pdf');
  await waits.waitFor();
}

const menu = (page) => page.locator('.shell-tools .ant-dropdown-trigger');

async function signOut(page, answer) {
  await menu(page).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await page.getByRole('dialog', { name: '还有 1 个文件没有送出' }).waitFor();
  await confirm(page, answer);
}

async function signInHere(page, username, next) {
  await page.goto(`/app/login?next=${next}`);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: /登\s*录/ }).click();
  await page.getByRole('heading', { level: 1, name: /^办件 / }).waitFor();
}

/** The same browser after the session ended by itself, under another account, and after a leave-taking. */
async function leaveFiles(world) {
  const page = await signIn(world, 'clerk3');
  const path = new URL(page.url()).pathname.replace(/^\/app/, '');
  const waits = bills(page).getByRole('button', { name: '移除 门诊票据.pdf' });
  const endSession = () => page.evaluate(() => sessionStorage.clear());
  await endSession();
  await signInHere(page, 'township3', path);
  must((await page.getByText('门诊票据.pdf').count()) === 0, "another account sees the clerk's file");
  await endSession();
  await signInHere(page, 'clerk3', path);
  await waits.waitFor();
  await signOut(page, '先不退出');
  await waits.waitFor();
  await signOut(page, '删除并退出');
  await page.getByLabel('用户名').waitFor();
  await signInHere(page, 'clerk3', path);
  await bills(page).getByRole('button', { name: '住院票据.pdf' }).waitFor();
  await page.waitForTimeout(500);
  must((await waits.count()) === 0, 'the file is still in the browser');
  await page.unroute(UPLOADS);
}

const cost = (page) => page.getByLabel('本年度范围内医疗费用');

/** How many files the browser keeps, whoever chose them for whatever. */
const keptFiles = (page) =>
  page.evaluate(
    () =>
      new Promise((done, failed) => {
        const opened = indexedDB.open('yangguang');
        opened.onerror = failed;
        opened.onsuccess = () => {
          const count = opened.result.transaction('files').objectStore('files').count();
          count.onsuccess = () => {
            opened.result.close();
            done(count.result);
          };
        };
      }),
  );

/** Two people at the window, one after the other: neither gets the other's papers, and none go unasked. */
async function twoApplicants(world) {
  const page = await signIn(world, 'clerk3');
  const applicant = (name) => page.locator('.identity-bar', { hasText: name });
  const bill = bills(page).getByText('住院票据.pdf').first();
  // Grouped only once it has been left.
  const typed = async () => /^9,?000/.test(await cost(page).inputValue());
  const filled = async (name) => {
    await applicant(name).waitFor();
    await bill.waitFor();
    must(await typed(), `the sum of ${name} is gone`);
    must((await keptFiles(page)) === 1, `the file of ${name} is not kept`);
  };
  const empty = async (who) => {
    await cost(page).waitFor();
    must((await bill.count()) === 0, `${who} is shown the file of another person`);
    must(!(await typed()), `${who} is shown the sum of another person`);
    must((await keptFiles(page)) === 0, 'a discarded file is still in the browser');
  };
  const first = await newCaseForSomebody(page);
  await applicant(first).waitFor();
  await cost(page).fill('9000');
  await choosePdf(page, '住院票据.pdf');
  await bill.waitFor();

  const second = await newCaseForSomebody(page, first);
  await page.getByRole('dialog', { name: `${first}的收件还没有办完` }).waitFor();
  await accessible(world, page, 'question about an unfinished form');
  must((await keptFiles(page)) === 1, 'the file is gone before the answer');
  await confirm(page, '接着办没办完的');
  await filled(first);
  await page.reload();
  await filled(first);
  await button(page, '换一人').click();
  await page.getByRole('dialog', { name: '换申请人，放弃已填的内容？' }).waitFor();
  await accessible(world, page, 'question before another applicant');
  await confirm(page, '不换，接着办');
  await filled(first);

  await newCaseForSomebody(page, first);
  await confirm(page, `放弃，为${second}收件`);
  await applicant(second).waitFor();
  await empty(second);
  await cost(page).fill('9000');
  await choosePdf(page, '住院票据.pdf');
  await filled(second);
  await button(page, '换一人').click();
  await confirm(page, '放弃并换申请人');
  await applicant(second).waitFor({ state: 'detached' });
  await empty('nobody');
  await page.reload();
  await empty('nobody, after a reload,');
}

export const poorLine = [
  [
    'A clerk whose browser crashed finds the form as it was typed',
    async (world) => {
      const page = await signIn(world, 'clerk3');
      await newCaseForSomebody(page);
      await cost(page).waitFor();
      await choose(page, '对象类别', '重病患者');
      await cost(page).fill('9000');
      // Longer than the draft lags behind the typing.
      await page.waitForTimeout(900);
      await page.goto('about:blank');
      await page.goto('/app/cases/new');
      await page.getByText(/已恢复 .* 未完成的草稿/).waitFor();
      must((await cost(page).inputValue()) === '9,000.00', 'the sum is gone');
    },
  ],
  [
    'An answer lost on the way is asked for again, and the case is received once',
    async (world) => {
      const page = await signIn(world, 'clerk3');
      const keys = [];
      await page.route('**/api/v1/cases', async (route) => {
        if (route.request().method() !== 'POST') return route.continue();
        keys.push(route.request().headers()['idempotency-key']);
        if (keys.length > 1) return route.continue();
        // The server has received the case; nobody hears of it.
        await route.fetch();
        return route.abort();
      });
      await page.keyboard.press('Control+s');
      await page.getByText('网络不通').first().waitFor();
      must((await cost(page).inputValue()) === '9,000.00', 'the form lost what was typed');
      await page.keyboard.press('Control+s');
      await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
      await page.unroute('**/api/v1/cases');
      must(keys.length === 2 && keys[0] === keys[1], `the repeat was another act: ${keys.join(' ')}`);
    },
  ],
  ['A bill chosen on a bad line outlives reload and crash, and arrives once when the line is back', keptFile],
  ['A bill that waits is shown to nobody else, and who signs out is asked before it goes', leaveFiles],
  ["One person's form, left for another's, keeps its papers until the clerk has answered", twoApplicants],
];
