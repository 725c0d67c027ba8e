// What no page may have, each as a sentence: faults of HTML, of access, of width, too small targets.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { root } from './demo.js';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    'void-style': 'off', 'valid-id': ['error', { relaxed: true }], 'no-trailing-whitespace': 'off', 'attribute-boolean-style': 'off', 'doctype-style': 'off',
    'attribute-empty-style': 'off', 'long-title': 'off', 'require-sri': 'off', 'no-implicit-button-type': 'error',
    'heading-level': ['error', { minInitialRank: 'h2' }], // the summary of problems stands above the h1
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit'] }],
  },
});

export async function htmlFaults(html) {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) => messages).map(({ ruleId, line, column, message }) =>
    `${ruleId} ${line}:${column} ${message}`);
}

const axeSource = readFileSync(join(root, 'tests', 'browser', 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
const axeWishes = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] };

export async function axeFaults(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axeSource);
  const found = await page.evaluate((wishes) => window.axe.run(document, wishes), axeWishes);
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

export const isTooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

// Links inside a sentence may be smaller; buttons inside a table row may be 36 (looks/README.md).
export const smallTargets = (page) => page.evaluate(() => [...document.querySelectorAll('button, .btn, input:not([type=hidden]), select, summary')]
  .filter((one) => one.checkVisibility?.() ?? one.offsetParent !== null)
  .map((one) => ({ one, label: one.matches('[type=checkbox], [type=radio]') ? one.labels?.[0] : null }))
  .map(({ one, label }) => ({ one, box: (label ?? one).getBoundingClientRect() }))
  .filter(({ one, box }) => box.height > 1 && box.height < (one.closest('td, th, .row-item') ? 36 : 44) - 0.5 && !one.matches('.visually-hidden'))
  .map(({ one, box }) => `${one.outerHTML.slice(0, 120)} is ${box.height} px high`));
