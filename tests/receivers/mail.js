// A real SMTP server. node mail.js starttls|tls KEY CERTIFICATE   First it says its port, then a line of JSON for each mail.
// It wants a sign-in (parasol, secret), knows no gone@… and moved@…, refuses later@… for now and shut@…, plain@…, ours@… and full@… for other reasons.
import { readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';

const [way, key, certificate] = process.argv.slice(2);
function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

let refused = 0;
const server = new SMTPServer({
  secure: way === 'tls',
  key: readFileSync(key),
  cert: readFileSync(certificate),
  onAuth({ username, password }, session, done) {
    if (username === 'parasol' && password === 'secret') return done(null, { user: username });
    return done(refusal(535, 'wrong password'));
  },
  onRcptTo({ address }, session, done) {
    if (address.startsWith('gone@')) return done(refusal(550, '5.1.1 no such user'));
    if (address.startsWith('moved@')) return done(refusal(551, '5.1.6 the mailbox has moved'));
    if (address.startsWith('shut@')) return done(refusal(550, '5.7.1 relaying denied'));
    if (address.startsWith('plain@')) return done(refusal(550, 'not now, says the list of senders'));
    if (address.startsWith('ours@')) return done(refusal(550, '5.1.8 sender domain unknown'));
    if (address.startsWith('full@')) return done(refusal(552, '5.2.2 mailbox full'));
    if (address.startsWith('twice@') && ++refused <= 2) return done(refusal(451, 'try again later'));
    if (address.startsWith('later@')) return done(refusal(451, 'try again later'));
    return done();
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope;
      process.stdout.write(JSON.stringify({ from: mailFrom.address, to: rcptTo.map((to) => to.address), secure: session.secure,
        user: session.user, text: Buffer.concat(parts).toString('utf8') }) + '\n');
      done();
    });
  },
});
server.on('error', () => {}); // who does not trust us hangs up
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.server.address().port}\n`));
