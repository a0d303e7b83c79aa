// A new standard from the first draft to the day it counts: two people, and the sum before and after.
import { accessible, button, choose, confirm, must, signIn } from '../hands.mjs';

const CODE = 'disaster-fenghua-2024';
const FIRST_DAY = '2027-01-01';
const DAY_BEFORE = '2026-12-31';

const tab = (page, name) => page.getByRole('tab', { name: new RegExp(`^${name}`) });
const standing = (page) => page.locator('.standing');

async function draft(world) {
  const page = await signIn(world, 'examiner');
  await page.goto('/app/policies');
  await page.getByRole('heading', { level: 2, name: '自然灾害救助' }).waitFor();
  await accessible(world, page, 'policies by scheme');
  await page.getByLabel('名称或编码').fill('奉化');
  await page.getByRole('link', { name: '奉化区自然灾害救助' }).click();
  await page.getByRole('heading', { level: 2, name: '算例（自动验算）' }).waitFor();
  await accessible(world, page, 'a policy', { large: true });
  await page.getByRole('link', { name: '拟订新版本' }).click();
  await page.getByLabel('生效日期').fill(FIRST_DAY);
  await accessible(world, page, 'beginning of a draft');
  await button(page, '开始起草').click();
  await page.waitForURL(/\/policy-drafts\/[0-9a-f-]{36}$/);
  world.draftPath = new URL(page.url()).pathname;
  await button(page, /为“旱灾救助（每人）”新增一档/).click();
  await page.getByLabel('数值').fill('80');
  const value = page.locator('.dated.editing');
  await value.getByRole('button', { name: '添加依据' }).click();
  await value.getByLabel(/^法规文件/).fill('奉化');
  await page.getByTitle(/^奉化区自然灾害救助标准/).click();
  await value.getByLabel(/^条款/).click();
  await page.getByTitle('救助标准', { exact: true }).click();
  await standing(page).getByText('算例 7/8 与规则一致').waitFor();
  await accessible(world, page, 'parameters of a draft');
}

/** One example was reckoned with the old standard; under the new one it no longer agrees. */
async function seeFailAndMend(world) {
  const page = await signIn(world, 'examiner');
  await tab(page, '算例').click();
  const example = page.getByRole('region', { name: '旱灾救助五人' });
  await example.getByText('与规则不一致').waitFor();
  must(/应为 ¥\s300\.00\s*算出 ¥\s400\.00/.test(await example.innerText()), await example.innerText());
  await accessible(world, page, 'examples of a draft');
  await example.getByRole('button', { name: /^修改：/ }).click();
  await example.getByLabel('应得金额').fill('400');
  await standing(page).getByText('算例 8/8 与规则一致').waitFor();
  await accessible(world, page, 'an example of a draft');
}

async function formula(world) {
  const page = await signIn(world, 'examiner');
  await tab(page, '规则').click();
  const rule = page.getByRole('region', { name: '旱灾救助', exact: true });
  const field = rule.getByLabel('公式');
  const sound = await field.inputValue();
  await field.fill(`${sound} + drougth_fen`);
  await rule.getByText('没有名称 drougth_fen').waitFor();
  must((await rule.locator('mark').innerText()) === 'drougth_fen', 'the fault is not marked');
  await accessible(world, page, 'a formula with a fault');
  // The name is finished by the keyboard alone.
  await field.fill('drought_fen * ');
  await field.pressSequentially('drought_p');
  await page.getByRole('option', { name: /drought_persons/ }).waitFor();
  await accessible(world, page, 'names offered in a formula');
  await field.press('Enter');
  must((await field.inputValue()) === sound, `the formula is not what it was: ${await field.inputValue()}`);
  await standing(page).getByText('算例 8/8 与规则一致').waitFor();
  // The county takes the rules over for itself: it may set none for others.
  await tab(page, '基本信息').click();
  await page.getByLabel(/^适用地区/).fill('360704000000');
  await accessible(world, page, 'head of a draft');
  await ownStandard(page);
  await button(page, '保存草案').click();
  await standing(page).getByText('已全部保存').waitFor();
  await tab(page, '与现行版比较').click();
  await page.getByText('60.00', { exact: true }).first().waitFor();
  await page.getByText('80.00', { exact: true }).first().waitFor();
  await accessible(world, page, 'a draft against the version in force');
  await button(page, '提交批准').click();
  await confirm(page, '提交批准');
  await page.getByText('待批准').first().waitFor();
  await accessible(world, page, 'a submitted draft');
}

/** The standard of another district holds in no county but its own: the county cites what it has set itself. */
async function ownStandard(page) {
  await standing(page)
    .getByText(/有 \d+ 处问题/)
    .waitFor();
  await tab(page, '原文').click();
  const text = page.getByLabel('政策文件原文（JSON）');
  const own = JSON.parse(
    (await text.inputValue()).replaceAll('local-fenghua-2024', 'demo-ganxian'),
    (key, value) => (key === 'article' && value === '救助标准' ? '受灾救助标准' : value),
  );
  await text.fill(JSON.stringify(own, null, 2));
  await button(page, '采用这份原文').click();
}

/** A list, and what is asked of each of its members, without the raw document. */
async function members(world) {
  const page = await signIn(world, 'examiner');
  await tab(page, '填报项目').click();
  await button(page, '添加填报项目').click();
  await page
    .getByRole('region', { name: /^input_/ })
    .getByLabel('中文名')
    .fill('受灾人员');
  const list = page.getByRole('region', { name: '受灾人员', exact: true });
  await list.getByLabel('英文名').fill('Persons struck');
  await choose(page, list.getByLabel('类型', { exact: true }), '名单');
  await list.getByText('列表须有字段').waitFor();
  await list.getByLabel('必填', { exact: true }).uncheck();
  await list.getByRole('button', { name: '添加成员项目' }).click();
  await list
    .getByRole('region', { name: /^field_/ })
    .getByLabel('中文名')
    .fill('年龄');
  const field = list.getByRole('region', { name: '年龄', exact: true });
  await field.getByLabel('代号').fill('Age');
  await field.getByText('字段名称不规范或重复').waitFor();
  await field.getByLabel('代号').fill('age');
  await field.getByLabel('英文名').fill('Age');
  await choose(page, field.getByLabel('类型', { exact: true }), '年龄（周岁）');
  await field.getByLabel('最大值').fill('150');
  await field.getByLabel('填写说明（中文）').fill('按受灾当日的周岁填写。');
  await field.getByLabel('填写说明（英文）').fill('In whole years on the day of the disaster.');
  await standing(page).getByText('算例 8/8 与规则一致').waitFor();
  await accessible(world, page, 'what is asked of a draft', { large: true });
  const sheet = page.getByRole('region', { name: '试算' });
  await sheet.getByRole('button', { name: '添加一人' }).click();
  await sheet.getByText('按受灾当日的周岁填写。').waitFor();
}

async function activate(world) {
  const page = await signIn(world, 'approver');
  await page.goto('/app/policy-drafts?state=submitted');
  await page.getByRole('link', { name: '奉化区自然灾害救助' }).click();
  await page.getByRole('heading', { level: 2, name: /与现行第 1 版的不同/ }).waitFor();
  await accessible(world, page, 'a draft before the approver');
  await button(page, '批准施行').click();
  await confirm(page, '批准施行');
  await page.getByText(`已批准，自 ${FIRST_DAY} 起施行`).waitFor();
  await page.goto(`/app/policies/${CODE}/compare`);
  await page.getByText('80.00', { exact: true }).first().waitFor();
  await accessible(world, page, 'two versions compared');
}

async function tried(page, on) {
  await page.goto(`/app/policies/${CODE}?on=${on}`);
  const sheet = page.getByRole('region', { name: '试算' });
  await sheet.getByLabel('旱灾救助人数').fill('5');
  await sheet.getByRole('button', { name: /计\s*算/ }).click();
  await sheet.getByText(`按 ${on} 的规定计算`).waitFor();
  return (await sheet.locator('tfoot td').innerText()).trim();
}

async function oldAndNew(world) {
  const page = await signIn(world, 'clerk');
  const before = await tried(page, DAY_BEFORE);
  await accessible(world, page, 'a policy tried');
  const after = await tried(page, FIRST_DAY);
  must(before.endsWith('300.00') && after.endsWith('400.00'), `${before} before, ${after} after`);
}

export const policies = [
  [
    'An examiner of policies drafts a new standard, sees an example fail, mends it and submits',
    async (world) => {
      await draft(world);
      await seeFailAndMend(world);
      await members(world);
      await formula(world);
    },
  ],
  ['An approver of policies, another person, puts the new standard in force', activate],
  ["A citizen's sum by the policies of the old and of the new day differs", oldAndNew],
];
