// The program as people meet it: a demo of one's own, and Debian's Chromium to look at it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.PARASOL ?? join(root, 'build', 'release', 'parasol');

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function isReady(url) {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

export async function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'parasol-browser-'));
  const port = await freePort();
  const child = spawn(program, ['demo', '--port', String(port), '--data', join(folder, 'data')],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (text) => { said += text; });
  child.stderr.on('data', (text) => { said += text; });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const demo = {
    url: `http://127.0.0.1:${port}`,
    said: () => said,
    async stop() {
      child.kill('SIGTERM');
      const status = await ended;
      rmSync(folder, { recursive: true, force: true });
      return status;
    },
  };
  for (let tries = 0; tries < 1200; ++tries) {
    if (await isReady(demo.url)) return demo;
    if (child.exitCode !== null) break;
    await pause(100);
  }
  await demo.stop();
  throw new Error(`the demo did not start:\n${said}`);
}

export const flags = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const openBrowser = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });

export async function demoLogins(url) {
  const page = await (await fetch(`${url}/`)).text();
  return [...page.matchAll(/name="login" value="([^"]+)"/g)].map(([, login]) => login);
}

// The demo has several accounts of a kind; one of each is enough to look at.
export async function oneOfEachRole(url) {
  const logins = await demoLogins(url);
  const kinds = ['village', 'township', 'county', 'charity', 'manager', 'analyst', 'admin', 'integrator'];
  return kinds.map((kind) => logins.find((login) => login.includes(kind)) ?? assert.fail(`the demo has no ${kind}`));
}

// One click on the front page; answers with the page it leads to.
export async function signIn(page, url, login) {
  await page.goto(`${url}/`);
  await page.click(`form:has(input[name=login][value="${login}"]) button`);
  await page.waitForLoadState();
}

// A test of that name with a demo and a browser; of the tests in it that are not awaited, two run at once.
export function withDemo(name, act) {
  test(name, { timeout: 850_000, concurrency: 2 }, async (t) => {
    const demo = await startDemo();
    const browser = await openBrowser();
    t.after(async () => {
      await browser.close();
      await demo.stop();
    });
    await act(t, demo, browser);
  });
}
