// A family is referred from the first page to the last: without JavaScript, and with a browser that dies half-way.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { axeFaults, htmlFaults } from './checks.js';
import { flags, oneOfEachRole, signIn, withDemo } from './demo.js';

// 11 digits of place and birth date, any sequence: the check digit of GB 11643.
function residentNumber(first17) {
  const sum = [...first17].reduce((all, digit, at) => all + Number(digit) * (2 ** (17 - at) % 11), 0);
  return first17 + '10X98765432'[sum % 11];
}

const number = residentNumber(`5299031958030${1 + Math.floor(Math.random() * 9)}${100 + Math.floor(Math.random() * 899)}`);

const villageLogin = async (url) => (await oneOfEachRole(url))[0];

async function beginReferral(page, url) {
  await signIn(page, url, await villageLogin(url));
  await page.goto(`${url}/referrals/new?lang=zh`);
  await page.click('main form[action="/referrals/new"] button[type=submit]');
  await page.waitForURL(/\/form\/who/);
}

const next = (page) => page.click('.form-end button[type=submit]:not([name])');

async function fillWho(page) {
  await page.fill('#name', '测试石秀兰');
  await page.fill('#id_number', number);
  await page.fill('#phone', '13900000077');
}

async function fillNeeds(page) {
  await page.click('label.chip[for^=need]');
  const amount = page.locator('.need-pick:has(input[name=need]:checked) input[type=text]').first();
  await amount.waitFor();
  await amount.fill('3000');
  await page.click('label.chip:has-text("政府救助后仍有困难")');
}

// A browser dies without a word to its pages.
function killBrowserOf(folder) {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(`--user-data-dir=${folder}`)) process.kill(Number(pid), 'SIGKILL');
    } catch { /* it has ended by itself */ }
  }
}

withDemo('a family is referred', async (t, demo, browser) => {
  await t.test('without JavaScript a family is referred end to end', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await beginReferral(page, demo.url);
    await fillWho(page);
    await next(page);
    await page.waitForURL(/\/form\/needs/);
    await fillNeeds(page);
    await next(page);
    await page.waitForURL(/\/form\/family/);
    await next(page);
    await page.waitForURL(/\/form\/check/);
    await page.click('form:has(input[name=once]) button[type=submit]');
    await page.waitForURL(/\/form\/done/);
    assert.match(await page.textContent('.figure'), /^\s*ZJ-\d{6}-\d{4}-\d{6}\s*$/);
    await page.click('.links a >> nth=0');
    assert.match(new URL(page.url()).pathname, /^\/referrals\/\d+$/);
    await context.close();
  });

  await t.test('what is wrong is said above the form and beside the field, and what was typed is kept', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await beginReferral(page, demo.url);
    await page.fill('#name', '测试二');
    await page.fill('#id_number', '529903195803010011');
    await next(page);
    await page.waitForLoadState();
    assert.match(await page.title(), /^错误/);
    assert.equal(await page.locator('#id_number-problem').count(), 1);
    assert.equal(await page.inputValue('#id_number'), '529903195803010011');
    assert.deepEqual(await axeFaults(page), []);
    assert.deepEqual(await htmlFaults(await page.content()), []);
    await context.close();
  });

  await t.test('a draft survives a killed browser', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parasol-profile-'));
    const open = () => chromium.launchPersistentContext(folder, { executablePath: '/usr/bin/chromium', args: flags });
    const context = await open();
    const page = context.pages()[0];
    await beginReferral(page, demo.url);
    const address = page.url();
    const saved = page.waitForResponse((answer) => answer.request().method() === 'POST', { timeout: 20_000 });
    await page.fill('#name', '测试草稿');
    await page.fill('#phone', '13900000078');
    await saved;
    killBrowserOf(folder);
    await context.close().catch(() => {});
    const again = await open();
    const reopened = again.pages()[0];
    await signIn(reopened, demo.url, await villageLogin(demo.url));
    await reopened.goto(address);
    assert.match(await reopened.textContent('#name-stored'), /测/);
    assert.match(await reopened.textContent('#phone-stored'), /139/);
    await again.close();
    rmSync(folder, { recursive: true, force: true });
  });

  await t.test('the print sheet is one page of A4', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, demo.url, await villageLogin(demo.url));
    const links = await page.evaluate(async () => {
      const list = await (await fetch('/referrals?state=confirmed')).text();
      return [...list.matchAll(/href="(\/referrals\/\d+)"/g)].map(([, href]) => href);
    });
    assert.ok(links.length > 0);
    for (const href of links.slice(0, 4).flatMap((link) => [`${link}/print?lang=zh`, `${link}/print?lang=en`])) {
      const answer = await page.goto(demo.url + href);
      assert.equal(answer.status(), 200, href);
      await page.emulateMedia({ media: 'print' });
      const [needed, given] = await page.evaluate(() => [document.querySelector('.sheet').scrollHeight, document.querySelector('.sheet').clientHeight]);
      assert.ok(needed <= given, `${href}: ${needed} px on a sheet of ${given}`);
      const file = join(mkdtempSync(join(tmpdir(), 'parasol-print-')), 'sheet.pdf');
      writeFileSync(file, await page.pdf({ format: 'A4', preferCSSPageSize: true }));
      assert.match(execFileSync('pdfinfo', [file], { encoding: 'utf8' }), /Pages:\s+1\b/);
    }
    await context.close();
  });
});
