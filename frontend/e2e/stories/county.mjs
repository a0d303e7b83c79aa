import { accessible, button, confirm, must, signIn, wholeList } from '../hands.mjs';

async function answer(world, username, send) {
  const page = await signIn(world, username);
  await page.goto(world.batchPath);
  const row = page.getByRole('row', { name: new RegExp(world.name) });
  await row.getByRole('checkbox').check();
  await button(page, /^同\s*意$/).click();
  await row.getByText('拟同意').waitFor();
  // The case is looked at; the answer waits meanwhile.
  await row.getByRole('button', { name: world.name }).click();
  await page.getByRole('dialog').getByRole('link', { name: '打开办件' }).click();
  await page.getByRole('heading', { level: 1, name: /^办件 / }).waitFor();
  await page.goBack();
  await row.getByText('拟同意').waitFor();
  await accessible(world, page, `table of the ${username}`, { large: username === 'examiner' });
  await button(page, send).click();
  await confirm(page, '确认提交');
  await page.getByText('1 人已提交。').waitFor();
  return page;
}

async function examine(world) {
  const page = await answer(world, 'examiner', /提交审查意见（1）/);
  // By keyboard as well: the next row that is still open, a letter, and the sending.
  const rows = page.getByRole('row').filter({ has: page.locator('input[type=checkbox]:enabled') });
  const next = page.locator('tr[data-index]').filter({ has: page.locator('input:enabled') });
  if ((await next.count()) > 0 && (await rows.count()) > 0) {
    await next.first().focus();
    await page.keyboard.press('a');
    await page.getByText('拟同意').waitFor();
    await page.keyboard.press('Delete');
    await page.getByText('拟同意').waitFor({ state: 'detached' });
  }
}

async function decide(world) {
  const page = await answer(world, 'approver', /提交审批决定（1）/);
  await page
    .getByRole('row', { name: new RegExp(world.name) })
    .getByText('已批准')
    .or(page.getByText('已提交'))
    .first()
    .waitFor();
  await page.goto(`/app/cases/${world.caseId}`);
  await button(page, '决定书').click();
  await page.waitForURL(/\/print\/decision$/);
  must((await page.locator('.sheet').innerText()).includes('1,500.00'), 'the decision does not name the sum');
  await accessible(world, page, 'decision');
}

async function figures(world) {
  const page = await signIn(world, 'auditor');
  await page.getByRole('link', { name: '统计报表' }).click();
  await page.getByRole('heading', { level: 1, name: /统计月报/ }).waitFor();
  await accessible(world, page, 'monthly report', { large: true });
  const received = page.locator('tfoot').getByRole('link', { name: /收件/ });
  const figure = Number(await received.innerText());
  must(figure > 0, 'nothing was received this month');
  await received.click();
  await page.getByRole('heading', { level: 1, name: /收件 明细/ }).waitFor();
  const lines = await wholeList(page);
  must((await lines.count()) === figure, `the figure is ${figure}, its rows are ${await lines.count()}`);
  must(!(await page.content()).includes(world.name), 'the rows show a full name');
  await accessible(world, page, 'rows of a figure');
  await page.getByRole('link', { name: '审计日志' }).click();
  await page.locator('tbody tr.ant-table-row').first().waitFor();
  await accessible(world, page, 'audit trail');
}

export const county = [
  ['An examiner agrees to a row of the table', examine],
  ['An approver, another person, decides it, and the decision names the sum', decide],
  ['An auditor follows a figure of the monthly report to exactly its rows', figures],
];
