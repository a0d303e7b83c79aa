import { accessible, button, citizen, confirm, must, signIn } from '../hands.mjs';

async function draft(world) {
  const page = await signIn(world, 'discloser');
  await page.goto('/app/notices/new');
  await button(page, '生成公示稿').click();
  await page.getByText(/生成 [1-9]\d* 份公示稿/).waitFor();
  await accessible(world, page, 'drafting of notices');
  await page.goto('/app/notices?state=draft');
  await page.locator('tbody tr.ant-table-row a').first().click();
  await page.getByRole('heading', { level: 1, name: /20\d\d-Q\d (第\d次)?(补充)?公示$/ }).waitFor();
  world.noticePath = new URL(page.url()).pathname;
  world.village = (await page.getByRole('heading', { level: 1 }).innerText()).split(' ')[0];
  await accessible(world, page, 'draft of a notice');
}

async function withhold(world) {
  const page = await signIn(world, 'discloser');
  const people = page.getByRole('region', { name: '名单' }).first();
  const sheet = page.locator('.public-notice');
  const line = people.locator('tbody tr.ant-table-row').first();
  const name = await line.locator('td').first().innerText();
  const listed = () => sheet.locator('tbody tr').count();
  const before = await listed();
  await line.getByRole('button', { name: /不列入公示/ }).click();
  await page.getByLabel('理由').fill('当事人是受害人，公布姓名可能危及其安全。');
  await accessible(world, page, 'leaving someone out');
  await confirm(page, '不列入公示');
  await people.getByText('当事人是受害人').waitFor();
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('.public-notice tbody tr').length === wanted,
    before - 1,
  );
  must(!(await sheet.innerText()).includes('受害人'), 'the reason is shown to citizens');
  await accessible(world, page, 'draft of a notice with someone left out');
  await page.goto('/app/notices?withheld=true');
  await page.getByText('另有 1 人不列入').first().waitFor();
  await accessible(world, page, 'notices with people left out');
  await page.goto(world.noticePath);
  await people.getByRole('button', { name: new RegExp(`恢复列入\\s*${name}`) }).click();
  await people.getByRole('button', { name: new RegExp(`不列入公示\\s*${name}`) }).waitFor();
  await sheet
    .locator('tbody tr')
    .nth(before - 1)
    .waitFor();
}

async function submit(world) {
  const page = await signIn(world, 'discloser');
  await button(page, '送保密审查').click();
  await confirm(page, '送保密审查');
  await page.getByText('待审签').waitFor();
}

async function sign(world) {
  const page = await signIn(world, 'secrecy');
  await page.goto(world.noticePath);
  await button(page, '审签并公示').click();
  await page.getByRole('dialog').getByRole('checkbox').check();
  await confirm(page, '审签并公示');
  await page.getByText('公示中').waitFor();
  await accessible(world, page, 'published notice in the office');
}

async function read(world) {
  const page = await citizen(world);
  await page.goto('/');
  await accessible(world, page, 'portal', { large: true });
  await page.getByRole('link', { name: /看本村的救助公示/ }).click();
  await page.getByLabel('按名称找村或乡镇').fill(world.village);
  await button(page, '查找').click();
  await page
    .getByRole('status')
    .getByRole('link', { name: new RegExp(world.village) })
    .first()
    .click();
  await page.getByRole('heading', { level: 2, name: '正在公示' }).waitFor();
  await accessible(world, page, 'place on the portal', { large: true });
  await page.locator('.notices a.notice-link', { hasText: world.village }).last().click();
  const table = page.locator('.public-notice table');
  await table.waitFor();
  const heads = await table.locator('thead th').allInnerTexts();
  must(heads.join() === '姓名,救助金额（元）', `the list shows ${heads.join()}`);
  for (const line of await table.locator('tbody tr').all()) {
    const [name, sum, ...rest] = await line.locator('td').allInnerTexts();
    must(name && /^[\d,]+\.\d\d$/.test(sum) && rest.length === 0, `a line reads ${name} ${sum} ${rest}`);
  }
  must(
    !/\d{15}|\d{11}|\*{4}/.test(await page.locator('.public-notice table').innerText()),
    'a number of a person is shown',
  );
  await accessible(world, page, 'public notice', { large: true });
}

async function ask(world) {
  const page = await citizen(world);
  await page.goto('/');
  await page.getByRole('link', { name: /查我的办理进度/ }).click();
  await page.getByLabel('办件编号').fill(world.caseNo);
  await page.getByLabel('身份证号后四位').fill('0000');
  await button(page, '查询').click();
  await page.getByRole('alert').waitFor();
  await accessible(world, page, 'progress, refused', { large: true });
  await page.getByLabel('身份证号后四位').fill(world.citizenId.slice(-4));
  await button(page, '查询').click();
  await page.getByText('当前状态').waitFor();
  must(!(await page.content()).includes(world.name), 'the portal names the applicant');
  must(!page.url().includes(world.caseNo), 'the number is in the address');
  await accessible(world, page, 'progress');
  await page.goto('/public/items');
  await page.getByRole('link', { name: '医疗救助' }).waitFor();
  await accessible(world, page, 'guides');
  await page.getByRole('link', { name: '最低生活保障' }).click();
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  await accessible(world, page, 'guide');
}

export const disclosure = [
  ['A discloser drafts the notices of the last quarter', draft],
  ['The discloser leaves someone out with a reason, and puts them back', withhold],
  ['The discloser submits the notice', submit],
  ['The secrecy officer signs what is shown', sign],
  ['A citizen reads the notice of the village: name and sum only', read],
  ['A citizen asks how the case stands, with its number and four digits', ask],
];
