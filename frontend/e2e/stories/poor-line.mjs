// A village line that fails at the worst moment: after the server has acted, before it could say so.
import { button, choose, must, signIn } from '../hands.mjs';

/** Opens the form for someone of the township who has no open case. */
async function newCaseForSomebody(page) {
  await page.goto('/app/households');
  const households = page.locator('.page a[href^="/app/households/"]:not([href$="/new"])');
  await households.first().waitFor();
  const addresses = await households.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const address of addresses.slice(0, 12)) {
    await page.goto(address);
    await page.locator('.page a[href^="/app/persons/"]').first().click();
    await page.getByRole('heading', { name: '在办办件' }).waitFor();
    if ((await page.locator('.page a[href^="/app/cases/"]').count()) === 0) {
      await button(page, '为其收件').click();
      return;
    }
  }
  throw new Error('everybody in the township has an open case');
}

const cost = (page) => page.getByLabel('本年度范围内医疗费用');

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
];
