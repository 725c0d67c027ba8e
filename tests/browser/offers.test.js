// From a family's matches to help that arrived, in a real browser without JavaScript, on a phone.
import assert from 'node:assert/strict';
import { signIn, withDemo } from './demo.js';

const phone = { javaScriptEnabled: false, viewport: { width: 390, height: 844 }, locale: 'zh-CN' };

async function as(browser, demo, login, work) {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await signIn(page, demo.url, login);
  const result = await work(page);
  await context.close();
  return result;
}

// The demo's charity has something to answer from the first start.
async function firstIn(page, url, box) {
  await page.goto(`${url}/offers?box=${box}&lang=zh`);
  await page.click('.row-title a');
  return new URL(page.url()).pathname;
}

withDemo('an offer', async (t, demo, browser) => {
  await t.test('a charity accepts in two clicks, delivers and completes', async () => {
    await as(browser, demo, 'charity-zhengan', async (page) => {
      const path = await firstIn(page, demo.url, 'to_answer');
      assert.ok(!(await page.content()).includes('/referrals/'), 'no way to the family');
      await page.click('form[action$="/accept"] button');
      await page.waitForSelector('text=已承接');

      await page.selectOption('#reason', 'contact');
      await page.click('form[action$="/fields"] button');
      await page.waitForSelector('text=这次打开已经记录');
      await page.goto(demo.url + path);

      await page.click('a[href$="/deliver"]');
      await page.click('main form button[type=submit]');
      await page.waitForSelector('.error-summary'); // nobody signed yet
      await page.check('input[name=way][value=bank]');
      await page.fill('#signer', '本人');
      await page.click('main form button[type=submit]');
      await page.waitForSelector('text=已登记一次帮扶');
      await page.click('form[action$="/complete"] button');
      await page.waitForSelector('text=已完成');
    });
  });

  await t.test('a charity declines in three clicks and takes it back', async () => {
    await as(browser, demo, 'charity-zhengan', async (page) => {
      await firstIn(page, demo.url, 'to_answer');
      await page.click('a[href$="/decline"]');
      await page.check('input[name=reason][value=full]');
      await page.click('main form button[type=submit]');
      await page.waitForSelector('text=已退回');
      await page.click('form[action$="/take-back"] button');
      await page.waitForSelector('text=已撤销上一步');
    });
  });

  await t.test('a county officer sees what stands against an offer, and withdraws one', async () => {
    await as(browser, demo, 'zhengan-county', async (page) => {
      await page.goto(`${demo.url}/referrals?state=confirmed&lang=zh`);
      await page.click('.row-title a');
      const link = await page.$('a[href*="/offer?need="]');
      if (link) {
        await link.click();
        await page.waitForSelector('h1:has-text("发起对接")');
      }
      await firstIn(page, demo.url, 'to_answer');
      await page.click('a[href$="/withdraw"]');
      await page.fill('#note', '家庭换了想法');
      await page.click('main form button[type=submit]');
      await page.waitForSelector('text=已撤回');
    });
  });
});
