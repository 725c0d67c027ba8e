// A playground's day in a real browser: the manager plans at a desk, the caseworker takes attendance on a phone, with a
// network and without, with JavaScript and without.
import assert from 'node:assert/strict';
import { axeFaults, isTooWide, smallTargets } from './checks.js';
import { signIn, withDemo } from './demo.js';

const phone = { viewport: { width: 390, height: 844 }, locale: 'zh-CN' };
const desk = { viewport: { width: 1366, height: 768 }, locale: 'zh-CN', javaScriptEnabled: false };

async function as(browser, demo, login, kind, work) {
  const context = await browser.newContext(kind);
  const page = await context.newPage();
  await signIn(page, demo.url, login);
  const result = await work(page, context);
  await context.close();
  return result;
}

async function look(page, what) {
  const faults = [];
  if (await isTooWide(page)) faults.push(`${what} scrolls sideways`);
  for (const fault of await smallTargets(page)) faults.push(`${what}: ${fault}`);
  if (page.context()._options?.javaScriptEnabled !== false) for (const fault of await axeFaults(page)) faults.push(`${what}: ${fault}`);
  assert.deepEqual(faults, []);
}

async function openSite(page, url) {
  await page.goto(`${url}/sites?lang=zh`);
  await page.click('.row-title a');
  return new URL(page.url()).pathname;
}

async function openSheet(page, url) {
  await openSite(page, url);
  await page.click('#today-title ~ .rows a, section:has(#today-title) .rows a');
  await page.waitForSelector('form[data-attendance]');
  return new URL(page.url()).pathname;
}

const firstChild = '.roll-child:nth-of-type(1)';
const mark = (page, value) => page.check(`form[data-attendance] ${firstChild} input[value=${value}]`, { force: true });
const isMarked = (page, value) => page.isChecked(`form[data-attendance] ${firstChild} input[value=${value}]`);

withDemo('a playground', async (t, demo, browser) => {
  await t.test('the manager sets hours, adds staff and plans the next month at a desk', async () => {
    await as(browser, demo, 'manager-nayong', desk, async (page) => {
      const path = await openSite(page, demo.url);
      await page.fill('#until_7', '9:00');
      await page.click('#setting button[type=submit]');
      await page.waitForSelector('.error-summary'); // it opens, too, or not at all
      await page.fill('#from_7', '8:00');
      await page.click('#setting button[type=submit]');
      await page.waitForSelector('text=08:00–09:00');
      await page.fill('#name', '田小满');
      await page.check('#staff input[value=volunteer]', { force: true });
      await page.click('#staff button[type=submit]');
      await page.waitForSelector('text=田小满');

      await page.goto(`${demo.url}${path}/plan`);
      await page.click('a[rel=next]');
      await page.click('form[action$="/plan/make"] button');
      await page.waitForSelector('[role=status]');
      assert.ok(await page.locator('.sessions > li').count() > 10);
      await page.click('.sessions a[href$="/change"]');
      await page.fill('#from', '16:00');
      await page.click('#change button[type=submit]');
      await page.waitForSelector('text=16:00–');
    });
  });

  await t.test('a caseworker takes attendance on a phone without JavaScript, and corrects it', async () => {
    await as(browser, demo, 'charity-nayong', { ...phone, javaScriptEnabled: false }, async (page) => {
      await openSheet(page, demo.url);
      await mark(page, 'absent');
      await page.check('#rest', { force: true });
      await page.click('form[data-attendance] button[type=submit]');
      await page.waitForSelector('text=点名已保存');
      assert.ok(await isMarked(page, 'absent'));
      await mark(page, 'excused');
      await page.click('form[data-attendance] button[type=submit]');
      await page.waitForSelector('text=更正 1 次');
    });
  });

  await t.test('ticks stay on the device while there is no network, and are sent once when it is back', async () => {
    await as(browser, demo, 'charity-nayong', phone, async (page, context) => {
      const path = await openSheet(page, demo.url);
      await look(page, 'attendance');
      await context.setOffline(true);
      await mark(page, 'present');
      await page.click('form[data-attendance] button[type=submit]');
      await page.waitForSelector('text=没有网络');
      assert.ok(await isMarked(page, 'present'), 'the page stays as it was');
      const kept = await page.evaluate(() => JSON.stringify(localStorage));
      assert.ok(/mark_\d+/.test(kept) && !/[\u4e00-\u9fff]/.test(kept), 'numbers alone are kept');

      await context.setOffline(false);
      await page.waitForSelector('text=点名已保存', { timeout: 45_000 });
      await page.waitForSelector('text=更正 2 次');
      assert.equal(await page.evaluate(() => localStorage.length), 0);

      await mark(page, 'absent'); // ticked, not sent, and the page is loaded again
      await page.goto(`${demo.url}${path}`);
      assert.ok(await isMarked(page, 'absent'));
      await page.waitForSelector('text=还没有提交');
    });
  });

  await t.test('what the server refuses is shown once, is not sent again by itself, and loses no tick', async () => {
    await as(browser, demo, 'charity-nayong', phone, async (page) => {
      const path = await openSheet(page, demo.url);
      const key = await page.evaluate(() => 'parasol.attendance.' + document.querySelector('form[data-attendance]').dataset.attendance);
      const kept = (value) => page.evaluate(([name, text]) => localStorage.setItem(name, text), [key, value]);
      const state = () => page.evaluate((name) => JSON.parse(localStorage.getItem(name))?.state, key);
      let posts = 0;
      page.on('request', (request) => { if (request.method() === 'POST') ++posts; });

      await kept(JSON.stringify({ sheet: '0', once: 'once-of-before', marks: [['mark_999', 'absent']], state: 'waiting' }));
      await page.goto(`${demo.url}${path}`);
      await page.waitForSelector('.error-summary');
      await page.waitForTimeout(1500);
      assert.equal(posts, 2, 'tried, then shown as a page shows it');
      assert.equal(await state(), 'draft');

      for (const wrong of ['{', '[]', 'null', '{"sheet":"0"}', '{"sheet":0,"once":"once-of-before","marks":[],"state":"draft"}',
        '{"sheet":"0","once":"once-of-before","marks":[["x\\"]","present"]],"state":"draft"}',
        '{"sheet":"0","once":"once-of-before","marks":[],"state":"draft","name":"x"}']) {
        await kept(wrong);
        await page.goto(`${demo.url}${path}`);
        await page.waitForSelector('text=读不出来');
        assert.equal(await page.evaluate(() => localStorage.length), 0, wrong);
      }
    });
  });

  await t.test('two tabs of a sheet hold the same ticks, and what one has saved the other loads', async () => {
    await as(browser, demo, 'charity-nayong', phone, async (page, context) => {
      const path = await openSheet(page, demo.url);
      const other = await context.newPage();
      await other.goto(`${demo.url}${path}`);
      await mark(page, 'excused');
      await other.waitForFunction((first) => document.querySelector(`${first} input[value=excused]`).checked, firstChild);
      await mark(other, 'present');
      await page.waitForFunction((first) => document.querySelector(`${first} input[value=present]`).checked, firstChild);
      await page.click('form[data-attendance] button[type=submit]');
      await page.waitForSelector('text=点名已保存');
      await other.waitForFunction(() => document.querySelector('[data-attendance-status]').textContent === '');
      assert.ok(await isMarked(other, 'present'));
      assert.equal(await page.evaluate(() => localStorage.length), 0);
    });
  });

  await t.test('a guardian says no to pictures, a worry goes to the township and comes back', async () => {
    await as(browser, demo, 'charity-nayong', phone, async (page) => {
      await openSite(page, demo.url);
      await look(page, 'the site');
      await page.selectOption('#reason', 'guardian');
      await page.click('form[action$="/children"] button');
      await page.waitForSelector('text=这次打开已经记录');
      await look(page, 'the roll');
      await page.click('.row-title a');
      await look(page, 'a child');
      await page.click('#give button[type=submit]');
      await page.waitForSelector('.error-summary');
      await page.click('a[href$="/worry"]');
      await page.check('input[name=kind][value=accident]', { force: true });
      await page.check('input[name=urgency][value=urgent]', { force: true });
      await page.fill('#text', '滑梯上摔下来，额头有伤，已送医。');
      await page.click('#raise button[type=submit]');
      await page.waitForSelector('text=待处理');
      await look(page, 'a worry');
    });
    await as(browser, demo, 'nayong-county', desk, async (page) => {
      await page.goto(`${demo.url}/worries?lang=zh`);
      await page.click('.row-title a');
      await page.waitForSelector('text=额头有伤');
      await page.fill('#text', '已联系家长，明天上门。');
      await page.click('button[value=answer]');
      await page.waitForSelector('text=已答复');
    });
    await as(browser, demo, 'charity-nayong', phone, async (page) => {
      await page.goto(`${demo.url}/due?lang=zh`);
      await page.click('a[href^="/worries/"]');
      await page.click('button[value=close], button[value=ask_again]');
    });
  });

  await t.test('the report is one page without names', async () => {
    await as(browser, demo, 'charity-nayong', phone, async (page) => {
      const path = await openSite(page, demo.url);
      await page.goto(`${demo.url}${path}/report`);
      await look(page, 'the report');
      await page.goto(`${demo.url}${path}/report/print`);
      const pdf = await page.pdf({ format: 'A4' });
      assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g).length, 1);
    });
  });
});
