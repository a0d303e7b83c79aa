import { accessible, button, choose, confirm, must, signIn } from '../hands.mjs';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** A number of the demonstration's own area, which no living person has. */
function citizenId(birth, order) {
  const body = `369999${birth}${order}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * WEIGHTS[at], 0);
  return body + '10X98765432'[sum % 11];
}

const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);
const LAST_PAPER = '户口簿';

async function register(world) {
  const page = await signIn(world, 'clerk');
  await accessible(world, page, 'workbench', { large: true });
  world.citizenId = citizenId('19530417', '902');
  world.name = '赖春莲';
  await page.getByRole('link', { name: '新收件' }).click();
  await button(page, '没有登记过？现在登记').click();
  await page.getByLabel('公民身份号码').fill(world.citizenId);
  await page.getByText('1953-04-17').waitFor();
  await page.getByLabel('姓名', { exact: true }).fill(world.name);
  await choose(page, '村（社区）', '城东居委会');
  await page.getByLabel('电话').fill('13979700001');
  await button(page, /^登\s*记$/).click();
  await page.locator('.identity-bar', { hasText: world.name }).waitFor();
  // The facts below ask for a category of their own.
  const household = page.getByRole('group', { name: '家庭', exact: true });
  await choose(page, household.getByLabel('对象类别'), '城市低保');
  await button(page, '保存家庭').click();
  await page.getByText('城市低保 · 1 人 · 户主').waitFor();
}

async function intake(world) {
  const page = await signIn(world, 'clerk');
  await choose(page, '对象类别', '老年人');
  await page.getByLabel('本年度范围内医疗费用').fill('6000');
  const sums = page.getByRole('region', { name: '计算表' });
  await sums.getByRole('row').last().getByText('1,500.00').waitFor();
  must(
    (await sums.innerText()).includes('医疗救助方案（制定机关和文号未载明）救助标准'),
    'the sum does not name its clause',
  );
  await accessible(world, page, 'intake', { large: true });

  // Whoever applies consents to the check, on the application itself; nobody ticks it beforehand.
  const consent = page.getByRole('checkbox', { name: /同意核对家庭经济状况/ });
  must(!(await consent.isChecked()), 'the consent is given before anybody has signed');
  await consent.check();
  const papers = page.locator('.material');
  await papers
    .filter({ hasText: '票据' })
    .locator('input[type=file]')
    .setInputFiles({ name: '住院票据.pdf', mimeType: 'application/pdf', buffer: PDF });
  for (const paper of await papers.all()) {
    const words = await paper.innerText();
    if (words.includes('缺少') && !words.includes(LAST_PAPER)) await paper.getByRole('checkbox').click();
  }
  await button(page, /缺 1 项，出具一次性告知/).click();
  // It is given once: what else is to be mended is asked for, and the very letter is read first.
  const dialog = page.getByRole('dialog').last();
  await dialog.getByLabel('其他需补正的内容').fill('申请书补签日期');
  await page.keyboard.press('Control+Enter');
  await dialog.locator('.sheet', { hasText: '申请书补签日期' }).waitFor();
  must((await dialog.innerText()).includes(LAST_PAPER), 'the preview does not list the missing paper');
  await accessible(world, page, 'preview of the notice');
  await confirm(page, '一次性告知补正');
  await page.waitForURL(/\/cases\/[^/]+\/print\/supplement_notice$/);
  const sheet = page.locator('.sheet');
  must((await sheet.innerText()).includes(LAST_PAPER), 'the notice does not list the missing paper');
  await accessible(world, page, 'supplement notice');
  world.caseId = /cases\/([^/]+)\//.exec(page.url())[1];
}

async function accept(world) {
  const page = await signIn(world, 'clerk');
  await button(page, /返\s*回/).click();
  await page.getByRole('heading', { level: 1, name: /^办件 / }).waitFor();
  world.caseNo = (await page.getByRole('heading', { level: 1 }).innerText()).replace('办件 ', '');
  const paper = page.locator('.material', { hasText: LAST_PAPER });
  await paper.getByRole('checkbox').click();
  await paper.getByText('已提供').waitFor();
  await accessible(world, page, 'case', { large: true });
  // The consent was recorded with the application, before the one notice went out.
  await page.getByRole('listitem').filter({ hasText: '记录同意核对' }).getByText('日期').waitFor();
  await button(page, /^受\s*理$/).click();
  await confirm(page, /受\s*理/);
  await page.waitForURL(/\/print\/receipt$/);
  const sheet = page.locator('.sheet');
  await sheet.getByRole('heading').first().waitFor();
  world.receipt = await sheet.innerText();
  must(world.receipt.includes(world.caseNo), 'the receipt does not name the case');
  must(/承诺[\s\S]*20\d\d[-年]\d/.test(world.receipt), 'the receipt does not promise a day');
  await accessible(world, page, 'receipt');
}

async function foreign(world) {
  const page = await signIn(world, 'clerk2');
  await page.goto(`/app/cases/${world.caseId}`);
  await page.getByRole('alert').first().waitFor();
  must(!(await page.content()).includes(world.name), 'the name is on the page of another township');
  await page.goto('/app/cases');
  const search = page.getByRole('main').or(page.locator('#content')).getByRole('searchbox').first();
  await search.fill(world.caseNo);
  await search.press('Enter');
  await page.getByText('没有记录').first().waitFor();
  await accessible(world, page, 'list of cases');
}

async function check(world) {
  const page = await signIn(world, 'officer');
  await page.goto(`/app/cases/${world.caseId}`);
  await button(page, '调查核对').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('入户调查').check();
  await choose(page, dialog.getByRole('combobox'), '调查员');
  await page.keyboard.press('Escape');
  await dialog.getByLabel('核查情况').fill('家庭情况、住院费用与申报一致，票据已核对。');
  await dialog.getByLabel('属实').check();
  await accessible(world, page, 'dialog of the check');
  await confirm(page, '调查核对');
  await button(page, /初审/).click();
  await page.getByRole('dialog').getByLabel('建议救助', { exact: true }).check();
  await page.getByRole('dialog').getByLabel('意见内容').fill('符合条件，建议救助1500元。');
  await confirm(page, /初审/);
  await page
    .getByText('待审核')
    .or(page.locator('.identity-bar', { hasText: '审核' }))
    .first()
    .waitFor();
}

async function review(world) {
  const page = await signIn(world, 'township');
  await page.goto(`/app/cases/${world.caseId}`);
  await button(page, /同意/).click();
  await confirm(page, /同意/);
  await page
    .getByRole('link', { name: /明细表$/ })
    .filter({ hasText: /^20/ })
    .click();
  await page.getByRole('heading', { level: 1, name: /审批明细表/ }).waitFor();
  world.batchPath = new URL(page.url()).pathname;
  await page.getByRole('row', { name: new RegExp(world.name) }).waitFor();
  await accessible(world, page, 'open table');
  await button(page, '上报县级').click();
  await confirm(page, '上报县级');
  await page.getByText('已上报').waitFor();
}

export const township = [
  ['A clerk registers an old woman and her household at the window', register],
  [
    'The clerk enters the cost, sees 1,500.00 with its clause, adds a PDF and hands out the one notice',
    intake,
  ],
  ['The clerk records the last paper, accepts, and the receipt promises a day', accept],
  ['The clerk of another township neither opens nor finds the case', foreign],
  ['An officer records the visit of two and gives an opinion', check],
  ['The township leader agrees and submits the table of the month', review],
];
