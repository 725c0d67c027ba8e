// Every page of every role, in both languages, on a desk, a phone and a narrow phone.
import assert from 'node:assert/strict';
import { axeFaults, htmlFaults, isTooWide, smallTargets } from './checks.js';
import { crawl, mainOf } from './crawl.js';
import { demoLogins, oneOfEachRole, signIn, withDemo } from './demo.js';

const widths = [1366, 390, 320];

// The markup is the same in both languages; texts are longer in one, narrower in the other.
async function faultsOfPage(page, address, language) {
  const axeWidths = language === 'zh' ? [1366, 390] : [1366];
  const faults = [];
  const note = (message) => faults.push(message);
  page.on('console', (message) => { if (message.type() === 'error') note(message.text()); });
  page.on('pageerror', (error) => note(String(error)));
  await page.setViewportSize({ width: widths[0], height: 900 });
  const answer = await page.goto(address);
  if (language === 'zh') faults.push(...await htmlFaults(await answer.text()));
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    if (await isTooWide(page)) note(`scrolls sideways at ${width}`);
    if (axeWidths.includes(width)) for (const fault of await axeFaults(page)) note(`at ${width}: ${fault}`);
  }
  for (const fault of await smallTargets(page)) note(fault);
  page.removeAllListeners('console');
  page.removeAllListeners('pageerror');
  return faults;
}

withDemo('the pages', async (t, demo, browser) => {
  const roles = await oneOfEachRole(demo.url);
  const looked = new Set(); // what two roles see alike is looked at once

  async function faultsOfRole(page, pages) {
    const faults = [];
    for (const { path, html } of pages) {
      const content = mainOf(html);
      if (looked.has(content)) continue;
      looked.add(content);
      for (const language of ['zh', 'en']) {
        const address = `${demo.url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
        for (const fault of await faultsOfPage(page, address, language)) faults.push(`${language} ${path}: ${fault}`);
        const said = await page.getAttribute('html', 'lang');
        if (said !== (language === 'zh' ? 'zh-CN' : 'en')) faults.push(`${path} is ${said}, asked for ${language}`);
      }
    }
    return faults;
  }

  await Promise.all([null, ...roles].map((login) => t.test(`pages of ${login ?? 'a visitor'}`, async () => {
    const context = await browser.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    if (login) await signIn(page, demo.url, login);
    const { pages, broken, posts } = await crawl(context.request, demo.url);
    const faults = broken.concat(await faultsOfRole(page, pages));
    for (const { action, from } of posts.values()) {
      const answer = await context.request.post(demo.url + action, { form: { csrf: 'none' } });
      if (answer.status() !== 403) faults.push(`${action} on ${from} takes a form that is not ours: ${answer.status()}`);
    }
    await context.close();
    assert.deepEqual(faults, []);
    assert.ok(pages.length >= (login ? 5 : 3), `only ${pages.length} pages were found`);
  })));

  await t.test('one click on the front page signs in as each account', async () => {
    for (const login of await demoLogins(demo.url)) {
      const context = await browser.newContext();
      const csrf = /name="csrf" value="([^"]+)"/.exec(await (await context.request.get(demo.url)).text())[1];
      const desk = await context.request.post(`${demo.url}/demo/sign-in`, { form: { csrf, login } });
      assert.match(await desk.text(), /class="who"/, login);
      await context.close();
    }
  });

  await t.test('the language switch keeps the page', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, demo.url, roles[0]);
    await page.goto(`${demo.url}/programs?lang=zh`);
    await page.click('.top-tools a[hreflang=en]');
    assert.equal(new URL(page.url()).pathname, '/programs');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    await page.goto(`${demo.url}/programs`);
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    await context.close();
  });

  await t.test('without JavaScript a past day of a family is asked for, and a wrong one is told at its field', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page, demo.url, roles[2]);
    const family = /\/referrals\/\d+/.exec(demo.said())[0];
    const ask = async (day) => {
      await page.goto(`${demo.url}${family}?lang=zh`);
      await page.click('#day summary');
      await page.fill('#as_of', day);
      await page.click('#day button');
    };
    const today = new Date(Date.now() + 8 * 3_600_000);
    const dayFrom = (days) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
    await ask(dayFrom(-1));
    assert.match(await page.textContent('#day'), /回到今天/);
    assert.equal(await page.inputValue('#as_of'), dayFrom(-1));
    assert.deepEqual(await htmlFaults(await page.content()), []);
    await ask(dayFrom(2));
    assert.equal(await page.textContent('#as_of-problem'), '这一天还没有到，请选今天或以前');
    await page.goto(`${demo.url}${family}?as_of=gestern&lang=zh`);
    assert.match(await page.textContent('#as_of-problem'), /请写成/);
    await context.close();
  });

  await Promise.all(roles.slice(0, 4).map((login) => t.test(`the large version has 24 px and still fits for ${login}`, async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 900 } });
    const page = await context.newPage();
    await signIn(page, demo.url, login);
    const { pages } = await crawl(context.request, demo.url);
    await page.goto(`${demo.url}/?large=1`);
    const faults = [];
    for (const { path } of pages) {
      await page.goto(demo.url + path);
      const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
      if (size !== '24px' && !path.replace(/\?.*/, '').endsWith('/print')) faults.push(`${path}: ${size}`);
      if (await isTooWide(page)) faults.push(`${path} scrolls sideways`);
    }
    await context.close();
    assert.deepEqual(faults, []);
  })));
});
