// Signing in with a password and a second factor.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { axeFaults, htmlFaults, isTooWide } from './checks.js';
import { signIn, withDemo } from './demo.js';

const password = 'a password of the browser';

function codeOf(secret, step) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

const thisStep = () => Math.floor(Date.now() / 30_000);

withDemo('signing in', async (t, demo, browser) => {
  const looked = async (page) => {
    assert.deepEqual(await axeFaults(page), []);
    assert.deepEqual(await htmlFaults(await page.content()), []);
    for (const width of [320, 390, 1366]) {
      await page.setViewportSize({ width, height: 900 });
      assert.ok(!await isTooWide(page), `scrolls sideways at ${width}`);
    }
  };
  const open = async (javaScriptEnabled = true) => {
    const context = await browser.newContext({ locale: 'zh-CN', javaScriptEnabled });
    return context.newPage();
  };
  const send = async (page, fields) => {
    for (const [name, value] of Object.entries(fields)) await page.fill(`input[name=${name}]`, value);
    await page.click('main form button[type=submit]');
    await page.waitForLoadState();
  };

  await t.test('without JavaScript a demo account signs in with its password and the code that the page shows', async () => {
    const page = await open(false);
    await page.goto(`${demo.url}/sign-in?back=%2Fprograms`);
    assert.deepEqual(await htmlFaults(await page.content()), []);
    const shown = (await page.textContent('main')).match(/zhengan-county\s+\S+\s+(\d{6})/)[1];
    await send(page, { login: 'zhengan-county', password: 'parasol-demo' });
    assert.deepEqual(await htmlFaults(await page.content()), []);
    await send(page, { code: '12345' });
    assert.match(await page.textContent('#code-problem'), /对不上/);
    assert.equal(await page.locator('.who').count(), 0);
    await send(page, { code: shown });
    assert.equal(new URL(page.url()).pathname, '/programs');
    await page.goto(`${demo.url}/`);
    assert.equal(await page.locator('.who').count(), 1);
    await page.context().close();
  });

  await t.test('who is invited sets up a factor and gets in by a recovery code later', async () => {
    const root = await open();
    await signIn(root, demo.url, 'admin');
    await root.goto(`${demo.url}/accounts/new`);
    await root.fill('input[name=login]', 'new.officer');
    await root.fill('input[name=name]', '新来的');
    await root.fill('input[name=area]', '520324');
    await root.selectOption('select[name=role]', 'county');
    await root.click('main form button[type=submit]');
    const link = (await root.textContent('main')).match(/http\S+\/invitation\?code=\S+/)[0];

    const page = await open();
    await page.goto(link);
    await send(page, { password, again: password });
    await looked(page);
    await page.goto(`${demo.url}/referrals`);
    assert.equal(new URL(page.url()).pathname, '/sign-in'); // nothing else before
    await send(page, { login: 'new.officer', password });
    const secret = (await page.textContent('.once-shown')).replaceAll(' ', '');
    await send(page, { code: codeOf(secret, thisStep()) });
    await looked(page);
    const codes = await page.locator('main ol code').allTextContents();
    assert.equal(codes.length, 10);
    await page.click('main .actions a');
    assert.equal(await page.locator('.who').count(), 1);
    for (const path of ['/account', '/account/factor']) {
      await page.goto(demo.url + path);
      await looked(page);
    }

    const later = await open();
    await later.goto(`${demo.url}/sign-in`);
    await looked(later);
    await send(later, { login: 'new.officer', password });
    await looked(later);
    await send(later, { code: codes[2] });
    assert.equal(await later.locator('.who').count(), 1);
  });
});
