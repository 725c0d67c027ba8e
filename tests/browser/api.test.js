// The API says of itself what it does: its description is sound, and its answers are what the description says.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { oneOfEachRole, root, signIn, withDemo } from './demo.js';

withDemo('the API', async (t, demo, browser) => {
  const description = await (await fetch(`${demo.url}/api/openapi.json`)).json();
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats(ajv);
  ajv.addSchema(description, 'openapi');

  const pointer = (parts) => parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).map(encodeURIComponent).join('/');

  function checkAnswer(path, verb, status, type, body) {
    const answers = description.paths[path]?.[verb]?.responses;
    assert.ok(answers, `${verb} ${path} is not described`);
    const named = answers[status] ? String(status) : answers[`${String(status)[0]}XX`] ? `${String(status)[0]}XX` : 'default';
    assert.ok(answers[named], `${verb} ${path} does not describe ${status}`);
    let parts = ['paths', path, verb, 'responses', named];
    if (answers[named].$ref) parts = answers[named].$ref.slice(2).split('/');
    const validate = ajv.compile({ $ref: `openapi#/${pointer([...parts, 'content', type, 'schema'])}` });
    assert.ok(validate(body), `${verb} ${path} ${status}: ${ajv.errorsText(validate.errors)}`);
  }

  await t.test('the description passes redocly', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'parasol-openapi-')), 'openapi.json');
    writeFileSync(file, JSON.stringify(description));
    execFileSync(process.execPath, [join(root, 'tests/browser/node_modules/@redocly/cli/bin/cli.js'), 'lint', file,
      '--extends=minimal', '--max-problems=100'], { stdio: 'pipe', env: { ...process.env, REDOCLY_TELEMETRY: 'off', CI: '1' } });
  });

  const roles = await oneOfEachRole(demo.url);
  for (const login of roles) {
    await t.test(`what ${login} reads is as described`, async () => {
      const context = await browser.newContext();
      await signIn(await context.newPage(), demo.url, login);
      let lists = 0;
      for (const [path, verbs] of Object.entries(description.paths)) {
        if (!verbs.get || path.endsWith('openapi.json') || path.includes('{')) continue;
        const answer = await context.request.get(demo.url + path);
        const type = answer.headers()['content-type'].split(';')[0];
        const body = await answer.json();
        checkAnswer(path, 'get', answer.status(), type, body);
        ++lists;
        const item = Object.keys(description.paths).find((other) => other.startsWith(`${path}/{`) && !other.slice(path.length + 2).includes('/'));
        const first = Object.values(body).find(Array.isArray)?.[0];
        if (answer.status() !== 200 || !item || !first?.id) continue;
        const one = await context.request.get(`${demo.url}${path}/${first.id}`);
        checkAnswer(item, 'get', one.status(), one.headers()['content-type'].split(';')[0], await one.json());
      }
      assert.ok(lists > 2);
      await context.close();
    });
  }

  await t.test('a refusal is a problem with a pointer', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, demo.url, roles[0]);
    const answer = await context.request.get(`${demo.url}/api/v1/programs?limit=0`);
    assert.equal(answer.headers()['content-type'], 'application/problem+json');
    const problem = await answer.json();
    assert.equal(problem.errors[0].pointer, '/limit');
    checkAnswer('/api/v1/programs', 'get', answer.status(), 'application/problem+json', problem);
    await context.close();
  });
});
