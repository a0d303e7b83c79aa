// The monthly allowance: asked for at the window and posted in the village; one whose notice is over is sent up,
// confirmed without a table, paid, suspended.
import { accessible, button, choose, confirm, must, signIn, wholeList } from '../hands.mjs';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** A number of the demonstration's own area, which no living person has. */
function citizenId(birth, order) {
  const body = `369999${birth}${order}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * WEIGHTS[at], 0);
  return body + '10X98765432'[sum % 11];
}

const PERSON = '曾福生';
const ITEM = '最低生活保障';
/** 890.00 for one person, less an income of 400.00. */
const ALLOWANCE = '490.00';

const sheet = (page) => page.getByRole('region', { name: '计算表' });

async function apply(world) {
  const page = await signIn(world, 'clerk');
  await page.goto('/app/');
  await page.goto('/app/cases/new');
  await page.getByRole('combobox').first().waitFor();
  // What an earlier story left half done is not this application.
  const left = button(page, '放弃草稿');
  if (await left.isVisible()) {
    await left.click();
    await left.waitFor({ state: 'detached' });
  }
  await choose(page, '申请事项', ITEM);
  await button(page, '没有登记过？现在登记').click();
  await page.getByLabel('公民身份号码').fill(citizenId('19710308', '915'));
  await page.getByText('1971-03-08').waitFor();
  await page.getByLabel('姓名', { exact: true }).fill(PERSON);
  await choose(page, '村（社区）', '城东居委会');
  await page.getByLabel('电话').fill('13979700015');
  await button(page, /^登\s*记$/).click();
  await page.locator('.identity-bar', { hasText: PERSON }).waitFor();
  await choose(page, '对象类别', '农村低保');
  await page.getByLabel('家庭月收入（元）').fill('400');
  await accessible(world, page, 'household with an income', { large: true });
  await button(page, '保存家庭').click();
  // What the register knows is shown, not asked; the sum is there without a word typed.
  const known = page.getByRole('region', { name: '由家庭登记带入' });
  await known.getByText('400.00').waitFor();
  await sheet(page).getByRole('row').last().getByText(ALLOWANCE).waitFor();
  must((await page.getByLabel('家庭月收入').count()) === 0, 'the income is asked for once more');
  await accessible(world, page, 'intake of an allowance', { large: true });
  for (const paper of await page.locator('.material').all()) {
    if ((await paper.innerText()).includes('缺少')) await paper.getByRole('checkbox').click();
  }
  // Whoever applies consents to the check of the means.
  await page.getByRole('checkbox', { name: /^申请人同意核对/ }).check();
  await button(page, /^受理并打印回执/).click();
  await page.getByRole('dialog').locator('.sheet', { hasText: '承诺办结日期' }).waitFor();
  await confirm(page, /^受\s*理$/);
  await page.waitForURL(/\/cases\/[^/]+\/print\/receipt$/);
  world.allowanceCase = `/app/cases/${/cases\/([^/]+)\//.exec(page.url())[1]}`;
}

async function township(world) {
  const officer = await signIn(world, 'officer');
  await officer.goto(world.allowanceCase);
  await button(officer, '调查核对').click();
  const dialog = officer.getByRole('dialog');
  await dialog.getByLabel('入户调查').check();
  await dialog.getByLabel('在场签字的家庭成员').fill(PERSON);
  await dialog.getByLabel('与申请人的关系').fill('本人');
  await choose(officer, dialog.getByRole('combobox'), '调查员');
  await officer.keyboard.press('Escape');
  await dialog.getByLabel('核查情况').fill('独自居住，零工收入每月四百元，与申报一致。');
  await dialog.getByLabel('属实').check();
  await confirm(officer, '调查核对');
  await button(officer, '提出初审意见').click();
  await officer.getByRole('dialog').getByLabel('建议救助', { exact: true }).check();
  await officer.getByRole('dialog').getByLabel('意见内容').fill('符合条件，建议纳入保障。');
  await confirm(officer, '提出初审意见');
  const leader = await signIn(world, 'township');
  await leader.goto(world.allowanceCase);
  await button(leader, '审核同意').click();
  await confirm(leader, '审核同意');
  await leader.locator('.identity-bar', { hasText: '初审公示' }).waitFor();
  // What hangs in the village is printed first and recorded then.
  await officer.goto(world.allowanceCase);
  await button(officer, '公示表').click();
  await officer.locator('.sheet', { hasText: '初审公示' }).waitFor();
  must((await officer.locator('.sheet').innerText()).includes('家庭人数'), 'the sheet has no household size');
  await accessible(world, officer, 'sheet of a preliminary notice');
  await officer.goto(world.allowanceCase);
  await button(officer, '张榜公示').click();
  await accessible(world, officer, 'dialog of the posting');
  await confirm(officer, '张榜公示');
  await officer.getByText(/起在村务公开栏公示，至/).waitFor();
  // Nobody hurries it: the seven days are not over.
  await leader.goto(world.allowanceCase);
  await leader.getByRole('button', { name: '公示期满报送县级' }).waitFor();
  await accessible(world, leader, 'case with its notice', { large: true });
}

/** A household whose notice is over, from the list of what is posted. */
async function sentUp(world) {
  const leader = await signIn(world, 'township');
  await leader.goto('/app/cases?stage=posting');
  await leader.locator('tbody tr.ant-table-row').first().waitFor();
  const links = await leader
    .locator('tbody tr.ant-table-row')
    .evaluateAll((rows) => rows.map((row) => row.querySelector('a')?.getAttribute('href') ?? ''));
  for (const link of links) {
    await leader.goto(link);
    await leader.locator('.identity-bar').waitFor();
    if (await leader.getByText('期已满').isVisible()) break;
  }
  const bar = leader.locator('.identity-bar');
  world.allowed = {
    name: (await bar.locator('strong').first().innerText()).trim(),
    sum: /拟助金额\s¥\s([\d,]+\.\d\d)/.exec(await bar.innerText())?.[1] ?? '',
  };
  must(world.allowed.sum, 'no sum is proposed');
  await button(leader, '公示期满报送县级').click();
  await confirm(leader, '公示期满报送县级');
  await bar.filter({ hasText: '县级审查' }).waitFor();
}

/** From the workbench to the case: there is no table on the way. */
async function fromWorkbench(world, username, counter) {
  const page = await signIn(world, username);
  await page.goto('/app/');
  await page.getByRole('link', { name: counter }).click();
  await page.getByRole('heading', { level: 1, name: '办件' }).waitFor();
  const row = page.getByRole('row', { name: new RegExp(world.allowed.name) }).first();
  await row.getByRole('link').first().click();
  await page.locator('.identity-bar', { hasText: world.allowed.name }).waitFor();
  must(
    (await page
      .getByRole('link', { name: /明细表$/ })
      .filter({ hasText: /^20/ })
      .count()) === 0,
    'a table',
  );
  return page;
}

async function county(world) {
  const examiner = await fromWorkbench(world, 'examiner', /^待审查/);
  await accessible(world, examiner, 'case of an allowance', { large: true });
  await button(examiner, '审查建议批准').click();
  await confirm(examiner, '审查建议批准');
  await examiner.locator('.identity-bar', { hasText: '县级审批' }).waitFor();
  const approver = await fromWorkbench(world, 'approver', /^待审批/);
  await button(approver, /^批\s*准$/).click();
  await button(approver, /^预览文书/).click();
  await approver.getByRole('dialog').locator('.sheet', { hasText: '决定' }).waitFor();
  await confirm(approver, /^批\s*准$/);
  await approver.locator('.identity-bar', { hasText: '已批准' }).waitFor();
  await approver.getByRole('link', { name: '查看定期待遇' }).click();
  await approver.getByRole('heading', { level: 1, name: new RegExp(`^${world.allowed.name}的`) }).waitFor();
  world.benefit = new URL(approver.url()).pathname;
  await approver.locator('.identity-bar', { hasText: world.allowed.sum }).waitFor();
  await accessible(world, approver, 'a benefit', { large: true });
}

async function roll(world) {
  const page = await signIn(world, 'examiner');
  await page.goto('/app/payments');
  await button(page, /^生成下月/).click();
  await confirm(page, '生成名册');
  await page.getByText(/名册：本次列入 \d+ 户/).waitFor();
  const row = page.getByRole('row', { name: new RegExp(world.allowed.name) }).first();
  await wholeList(page, async () => (await row.count()) > 0);
  must((await row.innerText()).includes('按月发放'), 'the payment is not one of the month');
  must(
    (await row.innerText()).includes(world.allowed.sum),
    `another sum is listed: ${await row.innerText()}`,
  );
  await accessible(world, page, 'payment list', { large: true });
  await page.goto('/app/entitlements/recalculation');
  await button(page, /^计\s*算$/).click();
  await page.getByText('变化前每月合计').waitFor();
  await accessible(world, page, 'recomputation of many', { large: true });
}

async function suspend(world) {
  const page = await signIn(world, 'officer');
  await page.goto('/app/entitlements');
  await page.getByRole('heading', { level: 1, name: '定期待遇' }).waitFor();
  await page.locator('tbody tr.ant-table-row').first().waitFor();
  await accessible(world, page, 'list of benefits', { large: true });
  await page.goto(world.benefit);
  await button(page, '调减至零').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('连续三个月无法取得联系。').check();
  await dialog.getByRole('button', { name: /^预\s*览$/ }).click();
  await dialog.getByRole('heading', { name: '变更后的待遇' }).waitFor();
  const step = await dialog.locator('.steps').innerText();
  must(
    step.includes(world.allowed.sum) && /→[\s\S]*\b0\.00/.test(step),
    `the preview has other sums: ${step}`,
  );
  await accessible(world, page, 'dialog of a cut to nothing');
  await confirm(page, '提交审批');
  await page.getByText('待审批：调减至零').waitFor();
  await page.getByText('减少或终止待遇前，须先听取本人意见').waitFor();
  await button(page, '记录听取意见').click();
  const hearing = page.getByRole('dialog');
  await hearing.getByLabel('入户听取').check();
  await hearing.getByLabel('委托代理人').check();
  await hearing.getByLabel('陈述人姓名').fill('户主的弟弟');
  await hearing.getByLabel('陈述的意见').fill('联系不上本人，对拟作的决定没有意见。');
  await accessible(world, page, 'dialog of a hearing');
  await confirm(page, /^保\s*存$/);
  await page.getByText('已听取意见').waitFor();
  must((await page.getByRole('button', { name: /^同\s*意$/ }).count()) === 0, 'the proposer may decide');
}

async function decide(world) {
  const page = await signIn(world, 'approver');
  await page.goto('/app/entitlements');
  await button(page, '待遇变更审批').click();
  await page.getByRole('heading', { level: 1, name: '待遇变更审批' }).waitFor();
  const box = page.getByRole('checkbox', { name: `选择 ${world.allowed.name}` });
  await wholeList(page, async () => (await box.count()) > 0);
  await box.check();
  const row = page.getByRole('row', { name: new RegExp(world.allowed.name) }).first();
  must((await row.innerText()).includes('无法取得联系'), 'the reason is not in the row');
  await accessible(world, page, 'changes that wait', { large: true });
  await page
    .locator('.decision-bar')
    .getByRole('button', { name: /^同\s*意$/ })
    .click();
  await confirm(page, /^同\s*意$/);
  await page.getByText('1 项已办理。').waitFor();
  await row.getByText('已同意').waitFor();
  await page.goto(world.benefit);
  await page.locator('.ant-table-row', { hasText: '调减至零' }).first().waitFor();
  await page.getByText('调减至零 · 已生效').waitFor();
  await page.getByRole('link', { name: '决定书' }).click();
  await page.getByRole('heading', { level: 1, name: /调整决定书$/ }).waitFor();
  await page.getByText('可以自收到之日起60日内向赣县区人民政府申请行政复议').waitFor();
}

export const entitlements = [
  ['A household of one with 400 a month asks for the allowance and types its income once', apply],
  ['The township checks, agrees and posts the notice in the village for seven days', township],
  ['A case whose notice is over goes up to the county without a table', sentUp],
  ['Examiner and approver find the case from their workbench; approved it begins a benefit', county],
  ['The examiner puts the next month on the list, and the allowance is on it', roll],
  [
    'An officer proposes a cut to nothing on a ground of the policy, sees what it does and hears the household',
    suspend,
  ],
  [
    'The approver, another person, confirms it from the list of what waits, and the decision names the remedy',
    decide,
  ],
];
