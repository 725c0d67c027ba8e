// A charity's manager sets up a program in one sitting, without JavaScript, on a desk and on a phone; another
// manager looks at it and publishes it.
import assert from 'node:assert/strict';
import { axeFaults, htmlFaults, isTooWide, smallTargets } from './checks.js';
import { signIn, withDemo } from './demo.js';

const sizes = { desk: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } };

const named = (name) => `[name="${name}"]`;
const press = (page, act) => page.click(`button[name=act][value="${act}"]:not([tabindex])`);

// What is shown is looked over with a script, beside the one who walks without.
async function faultsOf(page, what, again = page.url()) {
  const faults = (await htmlFaults(await page.content())).map((fault) => `${what}: ${fault}`);
  if (await isTooWide(page)) faults.push(`${what} scrolls sideways`);
  if (!again) return faults;
  const context = await page.context().browser().newContext({
    viewport: page.viewportSize(), locale: 'zh-CN', storageState: await page.context().storageState() });
  const beside = await context.newPage();
  await beside.goto(again);
  for (const fault of [...await axeFaults(beside), ...await smallTargets(beside)]) faults.push(`${what}: ${fault}`);
  await context.close();
  return faults;
}

async function next(page, section) {
  await press(page, 'next');
  assert.match(new URL(page.url()).pathname, new RegExp(`/${section}$`));
}

async function add(page, frame, what) {
  await page.selectOption(named(`${frame}/add`), what);
  await press(page, `add ${frame}`);
}

async function setUp(page, url, code, faults) {
  await page.goto(`${url}/programs?lang=zh`);
  await page.click('a[href="/programs/new"]');
  await page.click('main form button[type=submit]');
  const sketch = page.url();
  faults.push(...await faultsOf(page, 'task list'));

  await page.goto(`${sketch}/sections/basic?lang=zh`);
  await page.fill(named('code'), 'Not A Code');
  await press(page, 'save');
  await page.waitForSelector('.error-summary');
  assert.equal(await page.inputValue(named('code')), 'Not A Code', 'nothing typed is lost');
  await page.fill(named('code'), code);
  await page.fill(named('name'), `银龄暖居 ${code}`);
  await page.check(`${named('purposes')}[value=medical]`, { force: true });
  faults.push(...await faultsOf(page, 'basics'));
  await next(page, 'rule');

  await add(page, 'rule', 'fact:income_per_head_month');
  await page.fill(named('rule.0/value'), '1.5');
  await page.selectOption(named('rule.0/value_unit'), 'dibao_line');
  await add(page, 'rule', 'fact:age');
  await page.selectOption(named('rule.1.0/op'), 'at_least');
  await page.fill(named('rule.1.0/value'), '60');
  await add(page, 'rule', 'fact:layers');
  await press(page, 'save'); // nothing chosen yet: said at its row
  await page.waitForSelector('[id="rule.2"] .problem');
  await page.check(`${named('rule.2/value')}[value=dibao]`, { force: true });
  faults.push(...await faultsOf(page, 'conditions'));
  await press(page, 'refresh');
  await page.waitForSelector('text=当地低保标准的 1.5 倍');
  assert.match(await page.textContent('p.sentence[lang=en]'), /1\.5 times/);
  await next(page, 'award');

  await add(page, 'award/cases', 'fixed_fen');
  await page.fill(named('award/cases/0/fixed_fen'), '4600');
  faults.push(...await faultsOf(page, 'amounts'));
  await next(page, 'capacity');
  await page.fill(named('capacity/places'), '30');
  await page.fill(named('capacity/budget_fen'), '138000');
  await press(page, 'add capacity/quotas');
  await page.fill(named('capacity/quotas/0/area'), '正安县');
  await page.fill(named('capacity/quotas/0/places'), '31');
  await add(page, 'capacity/quotas/0/rule', 'fact:relocated');
  await page.selectOption(named('capacity/quotas/0/rule.0/value'), 'yes');
  await press(page, 'add windows');
  await page.fill(named('windows/0/from'), '2026-01-01');
  await add(page, 'windows/0/rule', 'fact:left_behind'); // nothing chosen yet
  await press(page, 'add priority/groups');
  await page.fill(named('priority/groups/0/label'), '搬迁家庭');
  await add(page, 'priority/groups/0/rule', 'fact:relocated');
  await page.selectOption(named('priority/groups/0/rule.0/value'), 'yes');
  await press(page, 'save');
  await page.waitForSelector('[id="windows/0/rule.0.0"] .problem');
  faults.push(...await faultsOf(page, 'capacity with mistakes'));
  await page.fill(named('capacity/quotas/0/places'), '10');
  await page.selectOption(named('windows/0/rule.0.0/value'), 'yes');
  await press(page, 'refresh');
  await page.waitForSelector('text=优先第 1 组“搬迁家庭”');
  assert.match(await page.textContent('section[aria-labelledby=reading]'), /places 10/);
  faults.push(...await faultsOf(page, 'capacity'));
  await next(page, 'areas');
  for (const [section, after] of [['areas', 'papers'], ['papers', 'disclosure'], ['disclosure', 'review']]) {
    faults.push(...await faultsOf(page, section));
    await next(page, after);
  }
  return sketch;
}

async function saved(page, sketch, faults) {
  await page.goto(`${sketch}?lang=zh`);
  await page.click('form[action$="/test-drive"] button');
  await page.waitForSelector('text=现在未解决的需求');
  faults.push(...await faultsOf(page, 'test drive', null));
  await page.goto(`${sketch}/review?lang=zh`);
  faults.push(...await faultsOf(page, 'review'));
  await page.click('#save button[type=submit]');
  await page.waitForSelector('text=要由本组织的另一位负责人看过');
  return page.url();
}

withDemo('a program', async (t, demo, browser) => {
  for (const [size, viewport] of Object.entries(sizes))
    await t.test(`is set up in one sitting on a ${size} and published by another`, async () => {
      const as = async (login, work) => {
        const context = await browser.newContext({ javaScriptEnabled: false, viewport, locale: 'zh-CN' });
        const page = await context.newPage();
        await signIn(page, demo.url, login);
        const result = await work(page);
        await context.close();
        return result;
      };
      const faults = [];
      const program = await as('manager-zhengan', async (page) =>
        saved(page, await setUp(page, demo.url, `yinling-${size}`, faults), faults));
      await as('manager-zhengan-2', async (page) => {
        await page.goto(`${program}/changes?lang=zh`);
        faults.push(...await faultsOf(page, 'changes'));
        await page.goto(`${program}/budget?lang=zh`);
        faults.push(...await faultsOf(page, 'ledger'));
        await page.goto(`${program}?lang=zh`);
        await page.click('form[action$="/state"] button.btn-primary');
        if (await page.locator('.error-summary').count()) await page.click('form[action$="/state"] button.btn-primary');
        await page.waitForSelector('.state-open');
        await page.fill('#reopen_on', '2099-01-01');
        await page.click('form:has(#reopen_on) button');
        await page.waitForSelector('text=自动恢复受理。');
        await page.fill('#reopen_on', '2099-02-01');
        await page.click('form:has(#reopen_on) button');
        await page.waitForSelector('text=2099年2月1日');
      });
      assert.deepEqual(faults, []);
    });
});
