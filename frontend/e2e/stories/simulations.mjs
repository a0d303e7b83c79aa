// What another standard would cost, before anybody decides it: asked, computed, followed to its households, compared.
import { accessible, button, must, signIn, wholeList } from '../hands.mjs';

const CODE = 'subsistence-ganxian';

async function ask(world, page, yuan, title) {
  await page.getByLabel('低保标准（每人每月）：调整为').fill(String(yuan));
  await page.getByLabel('年度预算').fill('1');
  await page.getByLabel('名称（可不填）').fill(title);
  await accessible(world, page, `asking for ${title}`);
  await button(page, '开始测算').click();
  await page.waitForURL(/\/simulations\/[0-9a-f-]{36}$/);
  await page.getByText('已完成').first().waitFor();
  await page.getByRole('heading', { level: 2, name: '乡镇' }).waitFor();
}

/** From a figure to its households: as many as it says. */
async function follow(page) {
  const figure = page.locator('.sim-heads').getByRole('link', { name: /增加/ });
  const count = Number(await figure.innerText());
  must(count > 0, 'nobody gains by a higher standard');
  await figure.click();
  await page.getByRole('heading', { level: 1, name: /增加家庭/ }).waitFor();
  const lines = await wholeList(page);
  must((await lines.count()) === count, `the figure is ${count}, its households are ${await lines.count()}`);
}

async function simulate(world) {
  const page = await signIn(world, 'approver');
  await page.goto(`/app/policies/${CODE}`);
  await page
    .locator('.page-extra')
    .getByRole('link', { name: /^测\s*算$/ })
    .click();
  await page.getByRole('heading', { level: 2, name: '参数调整' }).waitFor();
  await ask(world, page, 1000, '方案甲');
  await page.getByText(/超出年度预算/).waitFor();
  await page.getByRole('img', { name: /按乡镇比较/ }).waitFor();
  await accessible(world, page, 'a result', { large: true });
  await follow(page);
  await accessible(world, page, 'households behind a figure');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 Excel' }).click(),
  ]);
  must(file.suggestedFilename().endsWith('.xlsx'), file.suggestedFilename());
}

async function compare(world) {
  const page = await signIn(world, 'approver');
  await page.goto(`/app/simulations/new?policy=${CODE}`);
  await ask(world, page, 1200, '方案乙');
  await page.goto('/app/simulations');
  await page.getByRole('checkbox', { name: '选择“方案甲”作比较' }).check();
  await page.getByRole('checkbox', { name: '选择“方案乙”作比较' }).check();
  await accessible(world, page, 'the list of simulations');
  await page.getByRole('link', { name: '比较所选两项' }).click();
  await page.getByRole('heading', { level: 1, name: '测算比较' }).waitFor();
  const row = page.getByRole('row', { name: /调整后全年支出/ }).first();
  must(/\+[\d,]+\.\d\d/.test(await row.innerText()), await row.innerText());
  await accessible(world, page, 'two simulations compared');
  await page.setViewportSize({ width: 390, height: 844 });
  await accessible(world, page, 'two simulations compared, narrow');
  await page.setViewportSize({ width: 1440, height: 900 });
}

export const simulations = [
  ['An approver simulates a higher standard and follows a figure to exactly its households', simulate],
  ['An approver lays two simulations side by side', compare],
];
