// Help by the hour in a real browser: recorded at a desk and on a phone, looked at as a log, taken away, and mended.
import assert from 'node:assert/strict';
import { axeFaults, isTooWide, smallTargets } from './checks.js';
import { signIn, withDemo } from './demo.js';

const kinds = [{ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' },
  { viewport: { width: 390, height: 844 }, locale: 'zh-CN' }];

async function look(page, what) {
  const faults = await isTooWide(page) ? [`${what} scrolls sideways`] : [];
  for (const fault of [...await smallTargets(page), ...await axeFaults(page)]) faults.push(`${what}: ${fault}`);
  assert.deepEqual(faults, []);
}

const today = () => new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);

withDemo('help by the hour', async (t, demo, browser) => {
  for (const kind of kinds) {
    await t.test(`is recorded, logged and mended at ${kind.viewport.width} pixels`, async () => {
      const context = await browser.newContext({ ...kind, acceptDownloads: true });
      const page = await context.newPage();
      await signIn(page, demo.url, 'charity-zhengan');
      await page.goto(`${demo.url}/offers?box=to_deliver&lang=zh`);
      await page.click('.row-item:has-text("小时") .row-title a');
      const path = new URL(page.url()).pathname;
      await look(page, 'the offer');

      await page.click('a[href$="/deliver"]');
      await look(page, 'the form');
      assert.equal(await page.locator('[name=way]').count(), 0);
      await page.fill('#on', today());
      await page.fill('#from', '9:00');
      await page.fill('#until', '9:30');
      await page.fill('#giver', '陆小川');
      await page.fill('#signer', '本人');
      await page.check('input[name=service]', { force: true });
      await page.click('main form button[type=submit]');
      await page.waitForSelector('#until-problem'); // whole hours
      assert.equal(await page.inputValue('#giver'), '陆小川');
      await look(page, 'the form with a mistake');
      await page.fill('#until', '10:00');
      await page.click('main form button[type=submit]');
      await page.waitForSelector('text=已登记一次帮扶');
      await page.waitForSelector('text=09:00–10:00');

      await page.click('a[href$="/hours"]');
      await look(page, 'the log');
      assert.ok((await page.textContent('main')).includes('陆小川'));
      const [file] = await Promise.all([page.waitForEvent('download'), page.click('a[href$="/hours/csv"]')]);
      assert.match(file.suggestedFilename(), /^hours-.*\.csv$/);
      await page.click('a[href$="/hours/print"]');
      const pdf = kind.viewport.width > 1000 ? await page.pdf({ format: 'A4' }) : null;
      if (pdf) assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g).length, 1);

      await page.goto(demo.url + path);
      await page.locator('a[href$="/reverse"]').last().click();
      await look(page, 'reversing');
      await page.click('#reverse button[type=submit]');
      await page.waitForSelector('#note-problem');
      await page.fill('#note', '日期登记错了');
      await page.click('#reverse button[type=submit]');
      await page.waitForSelector('text=冲销了一次登记');
      await context.close();
    });
  }
});
