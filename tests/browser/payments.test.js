// Vouchers, the beneficiary file and a payment run, in a real browser without JavaScript, on a phone.
import assert from 'node:assert/strict';
import { axeFaults, htmlFaults, isTooWide, smallTargets } from './checks.js';
import { signIn, withDemo } from './demo.js';

const phone = { javaScriptEnabled: false, viewport: { width: 390, height: 844 }, locale: 'zh-CN' };
const receipt = { name: '收据-石玉兰.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n') };

async function as(browser, demo, login, work) {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await signIn(page, demo.url, login);
  const result = await work(page, context);
  await context.close();
  return result;
}

// The page as it is looks right at both widths; axe needs a page of its own with JavaScript.
async function isSound(browser, context, page) {
  assert.deepEqual(await htmlFaults(await page.content()), [], page.url());
  assert.ok(!await isTooWide(page), `${page.url()} is too wide`);
  assert.deepEqual(await smallTargets(page), [], page.url());
  for (const width of [390, 1366]) {
    const looking = await browser.newContext({ storageState: await context.storageState(), viewport: { width, height: 900 } });
    const other = await looking.newPage();
    await other.goto(page.url());
    assert.deepEqual(await axeFaults(other), [], `${page.url()} at ${width}`);
    assert.ok(!await isTooWide(other), `${page.url()} at ${width}`);
    await looking.close();
  }
}

async function accept(page, demo) {
  await page.goto(`${demo.url}/offers?box=to_answer&lang=zh`);
  await page.click('.row-title a');
  const path = new URL(page.url()).pathname;
  await page.click('form[action$="/accept"] button');
  await page.waitForSelector('text=已承接');
  return path;
}

withDemo('help that is paid', async (t, demo, browser) => {
  await t.test('a delivery keeps its receipt, and the beneficiary file tells of it', async () => {
    await as(browser, demo, 'charity-zhengan', async (page, context) => {
      const path = await accept(page, demo);
      await page.click('a[href$="/deliver"]');
      await isSound(browser, context, page);
      await page.check('input[name=way][value=cash]');
      await page.fill('#signer', '本人');
      await page.fill('#units', '100');
      await page.setInputFiles('#vouchers', { ...receipt, buffer: Buffer.from('<script>') });
      await page.click('main form button[type=submit]');
      await page.waitForSelector('text=只能上传 JPEG、PNG 或 PDF');
      await page.setInputFiles('#vouchers', receipt);
      await page.click('main form button[type=submit]');
      await page.waitForSelector('text=已登记一次帮扶');
      await isSound(browser, context, page);
      const address = await page.getAttribute('a[href^="/attachments/"]', 'href');
      const file = await context.request.get(demo.url + address);
      assert.match(file.headers()['content-disposition'], /^attachment; filename="parasol-\d+\.pdf"$/);
      assert.equal(file.headers()['x-content-type-options'], 'nosniff');
      assert.deepEqual(await file.body(), receipt.buffer);

      await page.click('main summary');
      await page.setInputFiles('input[type=file]', { ...receipt, buffer: Buffer.from('%PDF-1.4 another %%EOF') });
      await page.click('.attach button');
      await page.waitForSelector('text=已添加凭证');

      await page.click('a[href$="/file"]');
      await isSound(browser, context, page);
      await page.selectOption('#reason', 'file');
      await page.click('button[value=page]');
      await page.waitForSelector('h2:has-text("受助人")');
      await page.selectOption('#reason', 'file');
      await page.click('button[value=print]');
      await page.waitForSelector('text=人民币壹佰元整');
      assert.ok(!await isTooWide(page));
      await page.goto(demo.url + path);
    });
  });

  await t.test('goods go out with a delivery, and a slip is printed', async () => {
    await as(browser, demo, 'charity-zhengan', async (page, context) => {
      await page.goto(`${demo.url}/stock?lang=zh`);
      await page.fill('#name', '大米');
      await page.fill('#unit', '袋');
      await page.click('#add button');
      await page.fill('input[name=quantity]', '20');
      await page.click('button[value=receive]');
      await page.waitForSelector('text=20 袋');
      await isSound(browser, context, page);

      await accept(page, demo);
      await page.click('a[href$="/deliver"]');
      await page.check('input[name=way][value=goods]');
      await page.fill('#signer', '本人');
      await page.click('main form button[type=submit]');
      await page.click('a[href$="/goods"]');
      await isSound(browser, context, page);
      await page.fill('#quantity', '21');
      await page.click('#hand-out button');
      await page.waitForSelector('text=库存没有这么多');
      await page.fill('#quantity', '2');
      await page.click('#hand-out button');
      await page.waitForSelector('text=这次发了');
      await isSound(browser, context, page);
      await page.click('form[action$="/slip"] button');
      await page.waitForSelector('text=以上物资已经当面点清收到');
      assert.ok(!await isTooWide(page));
    });
  });

  await t.test('a run is prepared by one and checked by another, taken out, and read back', async () => {
    const run = await as(browser, demo, 'charity-zhengan', async (page, context) => {
      await page.goto(`${demo.url}/payments?lang=zh`);
      await isSound(browser, context, page);
      await page.click('a[href*="/payments/new"]');
      await isSound(browser, context, page);
      await page.click('main form button[type=submit]');
      await page.waitForSelector('text=等另一位同事复核');
      await isSound(browser, context, page);
      return new URL(page.url()).pathname;
    });
    await as(browser, demo, 'manager-zhengan', async (page) => {
      await page.goto(demo.url + run);
      await page.click('form[action$="/check"] button');
      await page.waitForSelector('text=已复核，可以导出');
    });
    await as(browser, demo, 'charity-zhengan', async (page, context) => {
      await page.goto(demo.url + run);
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('button[value=csv]')]);
      assert.match(download.suggestedFilename(), /^payment-run-FF-\d+\.csv$/);
      const lines = (await (await download.createReadStream()).toArray()).join('').trim().split('\r\n');
      const number = lines[1].split(',')[0];
      const bank = ['批次,序号,结果,失败原因', ...lines.slice(1).map((line, i) => `${number},${i + 1},${i === 0 ? '成功,' : '失败,销户'}`)];
      for (let twice = 0; twice < 2; ++twice) {
        await page.goto(demo.url + run);
        if (twice === 0) await isSound(browser, context, page);
        if (!await page.$('#file')) break; // settled with its last line
        await page.setInputFiles('#file', { name: 'bank.csv', mimeType: 'text/csv', buffer: Buffer.from(bank.join('\r\n')) });
        await page.click('form[action$="/results"] button');
        await page.waitForSelector('text=结果已读回');
      }
      await page.waitForSelector('text=已付，已登记帮扶');
    });
  });
});
