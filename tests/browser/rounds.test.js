// A round from its form to the pay list in a real browser, without JavaScript; a slow one is watched and cancelled.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axeFaults, htmlFaults, isTooWide } from './checks.js';
import { signIn, withDemo } from './demo.js';

const widths = [1366, 390, 320];

// The prepared round of the demo is worked out right after the first start.
async function openPrepared(page, url) {
  await page.goto(`${url}/rounds?lang=zh`);
  await page.click('.row-title a');
  await page.waitForSelector('.key-figures', { timeout: 60_000 }); // until then the page refreshes itself
}

async function faultsOf(page, address) {
  const faults = await htmlFaults(await (await page.goto(address)).text());
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    if (await isTooWide(page)) faults.push(`scrolls sideways at ${width}`);
    for (const fault of await axeFaults(page)) faults.push(`at ${width}: ${fault}`);
  }
  await page.setViewportSize({ width: 1366, height: 900 });
  return faults;
}

async function openRound(page, url, slowly) {
  await page.goto(`${url}/rounds/new?lang=zh`);
  await page.fill('#name', slowly ? '慢慢算' : '再来一轮');
  await page.check('label.check:has-text("金秋助学") input');
  if (slowly) await page.check('input[name=slowly]');
  await page.click('main form[action="/rounds"] button[type=submit]');
}

async function download(page, name) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.click(`a[href$="${name}"]`)]);
  return readFileSync(await file.path());
}

withDemo('a round', async (t, demo, browser) => {
  await t.test('its pages are sound at every width', async () => {
    const context = await browser.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    await signIn(page, demo.url, 'yinjiang-county');
    await openPrepared(page, demo.url);
    const path = new URL(page.url()).pathname;
    const faults = [];
    for (const language of ['zh', 'en'])
      for (const part of [path, `${path}/awards`, `${path}/others`, '/rounds', '/rounds/new'])
        faults.push(...(await faultsOf(page, `${demo.url}${part}?lang=${language}`)).map((fault) => `${language} ${part}: ${fault}`));
    assert.deepEqual(faults, []);
    await context.close();
  });

  await t.test('without JavaScript: a slow one is watched and cancelled, the prepared one approved and paid', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, acceptDownloads: true });
    const page = await context.newPage();
    await signIn(page, demo.url, 'yinjiang-county');
    await openRound(page, demo.url, true);
    const percent = async () => Number.parseInt(await page.textContent('#percent'), 10);
    let seen = 0;
    for (let tries = 0; tries < 60 && seen < 5; ++tries) {
      await page.waitForTimeout(500);
      seen = Math.max(seen, await percent());
    }
    assert.ok(seen >= 5 && seen < 100, `the progress was ${seen} %`);
    await page.click('form[action$="/cancel"] button');
    await page.waitForSelector('text=这一轮已取消');

    await page.goto(`${demo.url}/rounds`);
    await page.click('.row-item:last-child .row-title a');
    await page.waitForSelector('.key-figures');
    const awards = Number.parseInt(await page.textContent('.key-figures li:nth-child(2) .key-figure'), 10);
    assert.ok(awards > 5);
    await page.click('form[action$="/approve"] button');
    await page.waitForSelector('text=已批准');
    const csv = (await download(page, '/pay-list.csv')).toString('utf8');
    assert.equal(csv.codePointAt(0), 0xfeff);
    assert.equal(csv.trim().split('\r\n').length, awards + 1);
    assert.equal((await download(page, '/pay-list.xlsx')).subarray(0, 2).toString(), 'PK');
    await context.close();
  });

  await t.test('a charity sees counts and no family', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, demo.url, 'charity-yinjiang');
    await page.goto(`${demo.url}/rounds?lang=zh`);
    await page.click('.row-title a');
    assert.match(await page.textContent('main'), /只显示本组织项目的合计/);
    assert.doesNotMatch(await page.textContent('main'), /ZJ-/);
    assert.deepEqual(await faultsOf(page, page.url()), []);
    await context.close();
  });
});
