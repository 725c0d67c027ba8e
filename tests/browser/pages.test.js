// Every page of every role, in both languages, on a desk, a phone and a narrow phone.
import assert from 'node:assert/strict';
import { HtmlValidate } from 'html-validate';
import { axeSource, demoLogins, signIn, withDemo } from './demo.js';
import { crawl } from './crawl.js';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    'void-style': 'off', 'no-trailing-whitespace': 'off', 'attribute-boolean-style': 'off', 'doctype-style': 'off',
    'attribute-empty-style': 'off', 'long-title': 'off', 'require-sri': 'off', 'no-implicit-button-type': 'error',
  },
});

const axeWishes = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };

async function axeFaults(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate((wishes) => window.axe.run(document, wishes), axeWishes);
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

const isTooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

// Links inside a sentence may be smaller; buttons inside a table row may be 36 (looks/README.md).
const smallTargets = (page) => page.evaluate(() => [...document.querySelectorAll('button, .btn, input:not([type=hidden]), select, summary')]
  .filter((one) => one.checkVisibility?.() ?? one.offsetParent !== null)
  .map((one) => ({ one, label: one.matches('[type=checkbox], [type=radio]') ? one.labels?.[0] : null }))
  .map(({ one, label }) => ({ one, box: (label ?? one).getBoundingClientRect() }))
  .filter(({ one, box }) => box.height > 1 && box.height < (one.closest('td, th') ? 36 : 44) - 0.5 && !one.matches('.visually-hidden, .link-button'))
  .map(({ one, box }) => `${one.outerHTML.slice(0, 120)} is ${box.height} px high`));

async function checkPage(page, address, say) {
  const faults = [];
  const note = (message) => faults.push(message);
  page.on('console', (message) => { if (message.type() === 'error') note(message.text()); });
  page.on('pageerror', (error) => note(String(error)));
  for (const width of [1366, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    if (width === 1366) {
      const answer = await page.goto(address);
      const html = await answer.text();
      for (const result of (await validator.validateString(html)).results)
        for (const fault of result.messages) note(`${fault.ruleId} ${fault.line}:${fault.column} ${fault.message}`);
    }
    if (await isTooWide(page)) note(`scrolls sideways at ${width}`);
    if (width !== 320) for (const fault of await axeFaults(page)) note(`at ${width}: ${fault}`);
  }
  for (const fault of await smallTargets(page)) note(fault);
  page.removeAllListeners('console');
  page.removeAllListeners('pageerror');
  return faults.map((fault) => `${say}: ${fault}`);
}

withDemo('the pages', async (t, demo, browser) => {
  const logins = await demoLogins(demo.url);

  await t.test('the front page signs in as each role', () => assert.ok(logins.length >= 5, logins.join()));

  for (const login of [null, ...logins]) {
    await t.test(`pages of ${login ?? 'a visitor'}`, async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      if (login) await signIn(page, demo.url, login);
      const { pages, broken, posts } = await crawl(context.request, demo.url);
      assert.deepEqual(broken, []);
      const faults = [];
      for (const language of ['zh', 'en'])
        for (const path of pages) {
          const address = `${demo.url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
          faults.push(...await checkPage(page, address, `${language} ${path}`));
          if (await page.getAttribute('html', 'lang') !== (language === 'zh' ? 'zh-CN' : 'en')) faults.push(`${path}: not ${language}`);
        }
      for (const { action, from } of posts.values()) {
        const answer = await context.request.post(demo.url + action, { form: { csrf: 'none' } });
        if (answer.status() !== 403) faults.push(`${action} on ${from} is no form of ours: ${answer.status()}`);
      }
      await context.close();
      assert.deepEqual(faults, []);
    });
  }

  await t.test('the language switch keeps the page', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, demo.url, logins[0]);
    await page.goto(`${demo.url}/programs?lang=zh`);
    await page.click('.top-tools a[hreflang=en]');
    assert.equal(new URL(page.url()).pathname, '/programs');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    await page.goto(`${demo.url}/programs`);
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    await context.close();
  });

  await t.test('the large version has 24 px and still fits', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 900 } });
    const page = await context.newPage();
    await signIn(page, demo.url, logins[0]);
    const { pages } = await crawl(context.request, demo.url);
    await page.goto(`${demo.url}/?large=1`);
    const faults = [];
    for (const path of pages) {
      await page.goto(demo.url + path);
      const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
      if (size !== '24px' && !path.endsWith('/print')) faults.push(`${path}: ${size}`);
      for (const width of [390, 320]) {
        await page.setViewportSize({ width, height: 900 });
        if (await isTooWide(page)) faults.push(`${path} scrolls sideways at ${width}`);
      }
    }
    await context.close();
    assert.deepEqual(faults, []);
  });
});
