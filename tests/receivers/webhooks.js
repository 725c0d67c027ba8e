// A receiver of webhooks: takes in only what the official verifiers of Standard Webhooks and of CloudEvents take.
// node webhooks.js SECRET…   First it says its port, then a line of JSON for each request.
// The path says how it behaves: /ok, /fail, /gone, /redirect?to=URL, /hang-first, /flaky (3 of 10 fail), /long, /slow.
import { createServer } from 'node:http';
import { HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';

const secrets = process.argv.slice(2);
const seen = new Map();
let turn = 0;

function verified(headers, body) {
  const event = HTTP.toEvent({ headers, body });
  event.validate();
  for (const secret of secrets) new Webhook(secret).verify(body, headers);
  return event.toJSON();
}

function statusFor(path, id, times) {
  switch (path) {
    case '/ok': return 204;
    case '/gone': return 410;
    case '/redirect': return 302;
    case '/long': case '/slow': return 200;
    case '/flaky': return turn++ % 10 < 3 ? 503 : 200;
    case '/hang-first': return times === 1 ? 0 : 200;
    default: return 500;
  }
}

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts).toString('utf8');
    const url = new URL(request.url, 'http://receiver');
    const id = request.headers['webhook-id'] ?? '';
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    const told = { path: url.pathname, id, times, body, type: request.headers['content-type'],
      authorization: request.headers.authorization ?? '', signature: request.headers['webhook-signature'] ?? '' };
    let status = statusFor(url.pathname, id, times);
    if (url.pathname === '/sms') status = 200;
    else {
      try {
        told.event = verified(request.headers, body);
      } catch (error) {
        told.wrong = String(error.message);
        status = 400;
      }
    }
    told.status = status;
    process.stdout.write(JSON.stringify(told) + '\n');
    if (status === 0) return; // says nothing
    if (status === 302) response.setHeader('Location', url.searchParams.get('to'));
    response.writeHead(status);
    if (url.pathname === '/slow') return setTimeout(() => response.end(), 40);
    response.end(url.pathname === '/long' ? 'x'.repeat(1 << 20) : '');
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
