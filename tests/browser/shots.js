// The screenshots of README.md, taken from the running program into docs/shots/.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { oneOfEachRole, openBrowser, root, signIn, startDemo } from './demo.js';

const folder = join(root, 'docs', 'shots');
mkdirSync(folder, { recursive: true });
const demo = await startDemo();
const browser = await openBrowser();

// From the top of the first element to the bottom of the last.
async function shot(page, name, from, to) {
  const top = await page.locator(from).first().boundingBox();
  const end = await page.locator(to).first().boundingBox();
  const { width } = page.viewportSize();
  const y = Math.max(0, top.y - 16);
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file, fullPage: true, clip: { x: 0, y, width, height: end.y + end.height + 16 - y } });
  console.log(file);
}

try {
  const county = (await oneOfEachRole(demo.url))[2];
  const grandmother = /\/referrals\/\d+/.exec(demo.said())[0];
  const open = async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN' });
    const page = await context.newPage();
    await signIn(page, demo.url, county);
    await page.goto(`${demo.url}${grandmother}?lang=zh`);
    return page;
  };
  await shot(await open(1240), 'matches', '.ask', '#match-3');
  await shot(await open(390), 'phone', 'body', '.pairs tbody tr:nth-child(2)');
} finally {
  await browser.close();
  await demo.stop();
}
