// The screenshots of README.md, taken from the running program into docs/shots/.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { oneOfEachRole, openBrowser, root, signIn, startDemo } from './demo.js';

const folder = join(root, 'docs', 'shots');
mkdirSync(folder, { recursive: true });
const demo = await startDemo();
const browser = await openBrowser();

// From the top of the first element to the bottom of the last, as wide as the column.
async function shot(page, name, from, to, column) {
  const top = await page.locator(from).first().boundingBox();
  const end = await page.locator(to).first().boundingBox();
  const { x, width } = await page.locator(column).first().boundingBox();
  const y = Math.max(0, top.y - 12);
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file, fullPage: true, clip: { x: Math.max(0, x - 16), y, width: width + Math.min(32, 2 * x), height: end.y + end.height + 12 - y } });
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
  await shot(await open(1240), 'matches', '.ask', '#match-2', '.column-main');
  await shot(await open(390), 'phone', 'body', '.pairs tbody tr:nth-child(2)', 'body');
} finally {
  await browser.close();
  await demo.stop();
}
