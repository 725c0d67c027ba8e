// A family with the code of its slip, on a phone without JavaScript: how things stand, what arrived, who may be told, a
// complaint and its answer.
import assert from 'node:assert/strict';
import { axeFaults, htmlFaults, isTooWide, smallTargets } from './checks.js';
import { signIn, withDemo } from './demo.js';

const phone = { javaScriptEnabled: false, viewport: { width: 390, height: 844 }, locale: 'zh-CN' };

// The demo tells the code and digits of one of its families on the page where they are asked for.
async function comeIn(page, url) {
  await page.goto(`${url}/family?lang=zh`);
  const [code, digits] = await page.locator('.notice b').allTextContents();
  await page.fill('#code', code.toLowerCase());
  await page.fill('#last_four', digits);
  await page.click('main form button[type=submit]');
  await page.waitForSelector('text=办到哪一步');
}

async function faultsOf(browser, demo) {
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await comeIn(page, demo.url);
  const faults = [];
  for (const path of ['/family', '/family/case', '/family/looks', '/family/objection', '/family/withdraw'])
    for (const [language, large] of [['zh', 0], ['en', 0], ['zh', 1]]) {
      const answer = await page.goto(`${demo.url}${path}?lang=${language}&large=${large}`);
      faults.push(...await htmlFaults(await answer.text()));
      for (const width of [390, 320]) {
        await page.setViewportSize({ width, height: 844 });
        if (await isTooWide(page)) faults.push(`${path} scrolls sideways at ${width}`);
        for (const fault of await axeFaults(page)) faults.push(`${path} at ${width}: ${fault}`);
      }
      for (const fault of await smallTargets(page)) faults.push(`${path}: ${fault}`);
    }
  await context.close();
  return faults;
}

withDemo('a family', async (t, demo, browser) => {
  const on = async (act) => {
    const context = await browser.newContext(phone);
    const page = await context.newPage();
    await act(page);
    await context.close();
  };

  await t.test('its pages fit a phone and have no faults', async () => {
    assert.deepEqual(await faultsOf(browser, demo), []);
  });

  await t.test('wrong digits are told as such, and nothing about the code', () => on(async (page) => {
    await page.goto(`${demo.url}/family?lang=zh`);
    await page.fill('#code', '23456789');
    await page.fill('#last_four', '0000');
    await page.click('main form button[type=submit]');
    assert.match(await page.textContent('.error-summary'), /查询码和后四位对不上/);
    assert.equal(await page.inputValue('#code'), '23456789');
  }));

  await t.test('it says that help arrived, and complains of something else', () => on(async (page) => {
    await comeIn(page, demo.url);
    await page.click('button:has-text("收到了")');
    await page.waitForSelector('text=谢谢您告诉我们');
    await page.click('text=提出异议或投诉');
    await page.click('main form button[type=submit]');
    await page.waitForSelector('.error-summary'); // neither chosen nor written
    await page.check('input[name=about][value="handling:0"]');
    await page.fill('#text', '办得太慢');
    await page.click('main form button[type=submit]');
    await page.waitForSelector('text=收到了。编号和答复的日子');
    assert.match(await page.textContent('[aria-labelledby=talk-title]'), /投诉 ZJ-\d+-\d+-\d+-T1/);
  }));

  await t.test('it reads who looked, and tells an organization no more', () => on(async (page) => {
    await comeIn(page, demo.url);
    await page.click('text=谁看过我家的情况');
    assert.match(await page.textContent('main'), /看了您同意告诉它的内容[^]*原因：付款/);
    await page.click('text=回到进度页');
    await page.click('#consent button:has-text("不再告诉")');
    await page.waitForSelector('text=记下了，马上生效');
    assert.match(await page.textContent('#consent'), /现在没有同意告诉哪一家组织/);
    await page.click('button:has-text("看完了，退出")');
    await page.goto(`${demo.url}/family/case`);
    assert.equal(new URL(page.url()).pathname, '/family');
  }));

  const openComplaint = async (page, login) => {
    await signIn(page, demo.url, login);
    await page.goto(`${demo.url}/objections?lang=zh`);
    await page.click('.row-item:last-child .row-title a');
  };

  await t.test('who had a part in the case does not answer the complaint that waits', () => on(async (page) => {
    await openComplaint(page, 'zhengan-county');
    assert.equal(await page.locator('#answer').count(), 0);
    assert.match(await page.textContent('main'), /您在这张转介单上办过事/);
  }));

  await t.test('another officer of the county answers it', () => on(async (page) => {
    await openComplaint(page, 'zhengan-second');
    await page.check('input[name=act][value=uphold]');
    await page.fill('#answer #text', '已催办，本周送到。');
    await page.click('#answer button[type=submit]');
    await page.waitForSelector('.tag:has-text("成立")');
    assert.match(await page.textContent('main'), /已催办，本周送到/);
    assert.deepEqual(await htmlFaults(await page.content()), []);
  }));
});
