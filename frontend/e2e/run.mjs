// The browser stories: the real server, the real pages, one county from the window to the public notice.
// YANGGUANG_BIN names the server (target/debug/yangguang otherwise), CHROMIUM the browser,
// SHOTS a folder for pictures of the pages.
import { chromium } from 'playwright-core';
import { startServer } from './server.mjs';
import { county } from './stories/county.mjs';
import { disclosure } from './stories/disclosure.mjs';
import { entitlements } from './stories/entitlements.mjs';
import { outside } from './stories/outside.mjs';
import { policies } from './stories/policies.mjs';
import { poorLine } from './stories/poor-line.mjs';
import { prints } from './stories/prints.mjs';
import { simulations } from './stories/simulations.mjs';
import { township } from './stories/township.mjs';
import { typedWork } from './stories/typed-work.mjs';

const stories = [
  ...township,
  ...poorLine,
  ...typedWork,
  ...county,
  ...disclosure,
  ...policies,
  ...entitlements,
  ...simulations,
  ...prints,
  ...outside,
];
/** What stood on the screens when a story failed. */
async function picture(pages, number) {
  for (const [account, page] of pages) {
    const path = `test-results/${number}-${account || 'citizen'}.png`;
    await page.screenshot({ path, fullPage: true }).catch(() => undefined);
  }
}

const only = process.argv[2] ? new RegExp(process.argv[2]) : null;
const chosen = stories.filter(([sentence]) => !only || only.test(sentence));
const server = await startServer();
let passed = 0;
let failed = 0;
let browser;
try {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const world = { url: server.url, browser, pages: new Map(), faults: [] };
  for (const [sentence, story] of chosen) {
    world.faults = [];
    const began = Date.now();
    try {
      await story(world);
      if (world.faults.length > 0) throw new Error('the pages are at fault');
      passed += 1;
      console.log(`ok   ${sentence} (${Math.round((Date.now() - began) / 1000)} s)`);
    } catch (error) {
      failed += 1;
      await picture(world.pages, failed);
      console.log(`FAIL ${sentence}\n  ${[error.message, ...world.faults].join('\n  ')}`);
    }
  }
} finally {
  await browser?.close();
  await server.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
