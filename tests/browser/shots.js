// The screenshots of README.md, taken from the running program into docs/.
import { join } from 'node:path';
import { demoLogins, openBrowser, root, signIn, startDemo } from './demo.js';

const demo = await startDemo();
const browser = await openBrowser();
try {
  const logins = await demoLogins(demo.url);
  const like = (word) => logins.find((login) => login.includes(word)) ?? logins[0];
  const links = [...demo.said().matchAll(/http:\/\/127\.0\.0\.1:\d+(\/[^\s]+)/g)].map(([, path]) => path);
  const matches = links.find((path) => /^\/referrals\/\d+/.test(path)) ?? '/referrals';
  const shots = [
    ['front', null, '/', 1366], ['matches', 'county', matches, 1366], ['matches-phone', 'county', matches, 390],
    ['referrals', 'county', '/referrals', 1366], ['new-referral', 'village', '/referrals/new', 390],
    ['program', 'charity', links.find((path) => path.startsWith('/programs/')) ?? '/programs', 1366],
  ];
  for (const [name, role, path, width] of shots)
    for (const language of ['zh', 'en']) {
      const context = await browser.newContext({ viewport: { width, height: 900 } });
      const page = await context.newPage();
      if (role) await signIn(page, demo.url, like(role));
      const address = new URL(demo.url + path);
      address.searchParams.set('lang', language);
      await page.goto(address.href);
      const file = join(root, 'docs', `${name}-${language}.png`);
      await page.screenshot({ path: file, fullPage: width === 1366 && name !== 'referrals' });
      console.log(file);
      await context.close();
    }
} finally {
  await browser.close();
  await demo.stop();
}
