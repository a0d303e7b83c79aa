// What strangers see: the citizens' pages with whoever runs them, and the documentation of the API.
import { accessible, citizen, must } from '../hands.mjs';
import { SITE } from '../server.mjs';

async function foot(world) {
  const page = await citizen(world);
  await page.goto('/');
  const lines = page.getByRole('region', { name: '主办单位和备案' });
  for (const line of Object.values(SITE)) await lines.getByText(line).waitFor();
  const icp = await lines.getByRole('link', { name: SITE.SITE_ICP }).getAttribute('href');
  must(icp === 'https://beian.miit.gov.cn/', `the filing leads to ${icp}`);
  await accessible(world, page, "the citizens' first page", { large: true });
  // Without a script the page says who runs it all the same.
  const bare = await world.browser.newContext({ baseURL: world.url, javaScriptEnabled: false });
  const plain = await bare.newPage();
  await plain.goto('/');
  const text = await plain.locator('body').innerText();
  await bare.close();
  for (const line of Object.values(SITE)) must(text.includes(line), `${line} is gone without JavaScript`);
}

async function docs(world) {
  const page = await citizen(world);
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/api/docs/');
  await page.getByRole('heading', { level: 1, name: /Yangguang API/ }).waitFor();
  await page.locator('#operations-tag-cases').waitFor();
  await accessible(world, page, 'documentation of the API');
  const elsewhere = asked.filter((url) => !url.startsWith(world.url) && !url.startsWith('data:'));
  must(elsewhere.length === 0, `the documentation asks elsewhere: ${elsewhere[0]}`);
}

export const outside = [
  ["the citizens' pages say who runs them, with and without JavaScript", foot],
  ['the documentation of the API is open to everybody and comes from nowhere else', docs],
];
