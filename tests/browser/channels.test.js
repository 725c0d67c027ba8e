// Who is told, and how: a receiver is added without JavaScript on a phone; the inbox count changes by itself.
import assert from 'node:assert/strict';
import { signIn, withDemo } from './demo.js';

withDemo('what is told', async (t, demo, browser) => {
  await t.test('a manager adds a receiver, sees its secret once and turns it off', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
    const page = await context.newPage();
    await signIn(page, demo.url, 'manager-zhengan');
    await page.goto(`${demo.url}/account`);
    await page.click('main a[href="/channels"]');
    await page.fill('#url', 'http://127.0.0.1/hook');
    await page.click('#add button[type=submit]');
    assert.ok(await page.locator('#url-problem').isVisible(), 'an address inside is refused at its field');
    assert.equal(await page.inputValue('#url'), 'http://127.0.0.1/hook');
    await page.fill('#url', 'https://receiver.example/hook');
    await page.click('#add button[type=submit]');
    assert.match(await page.locator('.once-shown').innerText(), /^whsec_/);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `no sideways scrolling: ${width}`);
    await page.click('form[action$="/switch"] button');
    assert.equal(await page.locator('.once-shown').count(), 0);
    assert.match(await page.locator('.page-head').innerText(), /已停用/);
    await context.close();
  });

  await t.test('the count of the inbox changes while the page stays open', async () => {
    const open = async (options) => {
      const context = await browser.newContext({ locale: 'zh-CN', ...options });
      const page = await context.newPage();
      await signIn(page, demo.url, 'charity-zhengan');
      return page;
    };
    const watching = await open({}), working = await open({ javaScriptEnabled: false });
    const count = watching.locator('[data-live=to_answer]');
    const before = Number(await count.innerText());
    assert.ok(before > 0, 'the demo has something to answer');
    await working.goto(`${demo.url}/offers?box=to_answer&lang=zh`);
    await working.click('.row-title a');
    await working.click('form[action$="/accept"] button');
    await watching.waitForFunction(
      (expected) => Number(document.querySelector('[data-live=to_answer]').textContent) === expected, before - 1,
      { timeout: 20_000 });
    await watching.context().close();
    await working.context().close();
  });
});
