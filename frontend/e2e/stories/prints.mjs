// What a county files: every list printed whole, on A4 on its side, each page with its head and its number.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessible, button, must, signIn } from '../hands.mjs';

/** A4 on its side, in points; what lies outside is cut. */
const [WIDE, HIGH] = [842, 595];

/** How often each sign stands in a text, blanks apart: lines may break anywhere. */
function signs(text) {
  const counts = new Map();
  // A character comes back from a font in another form now and then, and a hyphen at the end of a line not at all.
  for (const sign of text.normalize('NFKC').replace(/[\s-]/g, ''))
    counts.set(sign, (counts.get(sign) ?? 0) + 1);
  return counts;
}

function differing(shown, printed) {
  const [one, other] = [signs(shown), signs(printed)];
  const all = new Set([...one.keys(), ...other.keys()]);
  return [...all].filter((sign) => (one.get(sign) ?? 0) !== (other.get(sign) ?? 0));
}

/** Prints what stands on the screen and reads the paper. */
async function printed(world, page, name) {
  const pages = page.locator('.list-page');
  await pages.first().waitFor();
  await accessible(world, page, `print of ${name}`);
  const shown = await pages.allInnerTexts();
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-print-'));
  const file = join(folder, 'list.pdf');
  try {
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    const told = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
    const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(told);
    must(Math.round(width) === WIDE && Math.round(height) === HIGH, `${name}: ${width} × ${height} points`);
    const sheets = Number(/Pages:\s+(\d+)/.exec(told)[1]);
    must(sheets === shown.length, `${name}: ${shown.length} pages laid out, ${sheets} printed`);
    shown.forEach((text, index) => {
      const number = String(index + 1);
      const inside = ['-x', '0', '-y', '0', '-W', String(WIDE), '-H', String(HIGH)];
      const paper = execFileSync('pdftotext', ['-f', number, '-l', number, ...inside, file, '-'], {
        encoding: 'utf8',
      });
      const lost = differing(text, paper);
      must(lost.length === 0, `${name}, page ${number}: not as laid out in ${lost.join(' ')}`);
      must(
        paper.replace(/\s/g, '').includes(`第${number}页共${sheets}页`),
        `${name}: page ${number} of ${sheets} is not numbered`,
      );
    });
    if (process.env.SHOTS) {
      execFileSync('pdftoppm', [
        '-png',
        '-r',
        '60',
        file,
        `${process.env.SHOTS}/print-${name.replaceAll(' ', '-')}`,
      ]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return shown;
}

/** Every page repeats the head of its table. */
function headed(shown, head, name) {
  for (const [index, text] of shown.entries()) {
    must(text.includes(head), `${name}: page ${index + 1} has no head`);
  }
}

const print = (page) =>
  page
    .locator('.page-extra')
    .getByRole('button', { name: /打\s*印/ })
    .click();

async function report(world) {
  const page = await signIn(world, 'examiner');
  await page.goto('/app/reports');
  await page.locator('table.report').first().waitFor();
  await print(page);
  const [first] = await printed(world, page, 'monthly report');
  must(first.includes('批准 每年（元/年）') && first.includes('合计'), 'the report has lost its sums');
  must(!/下载|CSV/.test(first), 'the report prints its buttons');
}

async function payments(world) {
  const page = await signIn(world, 'examiner');
  await page.goto('/app/payments');
  await page.getByText(/共 \d+ 笔/).waitFor();
  const count = Number(/共 (\d+) 笔/.exec(await page.locator('.page').innerText())[1]);
  await print(page);
  const shown = await printed(world, page, 'payment list');
  headed(shown, '收款人', 'payment list');
  must(
    shown.at(-1).includes(`合计 ${count} 笔`) && shown.at(-1).includes('制表人'),
    'the list does not end whole',
  );
}

async function cases(world) {
  const page = await signIn(world, 'examiner');
  await page.goto('/app/cases');
  await page.locator('tbody tr.ant-table-row').first().waitFor();
  await print(page);
  const shown = await printed(world, page, 'list of cases');
  headed(shown, '办件编号', 'list of cases');
  must(shown.length > 1, 'all cases of the county on one page');
}

async function benefits(world) {
  const page = await signIn(world, 'examiner');
  await page.goto('/app/entitlements');
  await page.locator('tbody tr.ant-table-row').first().waitFor();
  await print(page);
  headed(await printed(world, page, 'benefits'), '本月应发', 'benefits');
  await page.goto('/app/entitlements/recalculation');
  await button(page, /^计\s*算$/).click();
  await page.getByText('变化前每月合计').waitFor();
  const changing = page.locator('.act-bar').getByRole('button', { name: /打\s*印/ });
  if (await changing.isVisible()) {
    await changing.click();
    await printed(world, page, 'recalculation');
  }
}

async function batch(world) {
  const page = await signIn(world, 'examiner');
  await page.goto('/app/batches');
  await page.locator('tbody tr.ant-table-row a').first().click();
  await button(page, '打印明细表').click();
  const shown = await printed(world, page, 'monthly table');
  must(shown.at(-1).includes('县级审批人'), 'no room for the signatures');
}

async function audit(world) {
  const page = await signIn(world, 'auditor');
  await page.goto('/app/audit?action=case.decided');
  await page.locator('tbody tr.ant-table-row').first().waitFor();
  await accessible(world, page, 'the audit trail', { large: true });
  const text = await page.locator('tbody').innerText();
  must(!/case\.decided|\{"|_fen|\b3607\d{8}\b/.test(text), `codes in the trail: ${text.slice(0, 200)}`);
  must(/金额: [\d.]+ 元/.test(text), 'no sum in words');
  await print(page);
  headed(await printed(world, page, 'audit trail'), '变更内容', 'audit trail');
}

async function simulation(world) {
  const page = await signIn(world, 'approver');
  await page.goto('/app/simulations');
  await page.getByRole('link', { name: '方案甲' }).first().click();
  await page.getByRole('heading', { level: 2, name: '乡镇' }).waitFor();
  await print(page);
  const shown = (await printed(world, page, 'simulation')).join('\n');
  for (const head of ['增加金额', '减少金额', '全年'])
    must(shown.includes(head), `the simulation has lost ${head}`);
}

export const prints = [
  ['the monthly report prints whole, with its sums and without its buttons', report],
  ['the payment list prints to its last payee, with its total and room for signatures', payments],
  ['the list of cases prints with its head on every page', cases],
  ['benefits and their recalculation print whole', benefits],
  ['the monthly table prints with room for three signatures', batch],
  ['the auditor reads and prints the trail in words', audit],
  ['a simulation prints with its last column', simulation],
];
