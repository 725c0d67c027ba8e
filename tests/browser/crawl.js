// All kinds of pages that somebody can reach by links: one address for each, numbers being alike.

export const kindOf = (path) => path.replace(/[?#].*/, '').replace(/\d{4,}|\/\d+(?=\/|$)/g, (found) =>
  found.startsWith('/') ? '/N' : 'N').replace(/ZJ-N-N-N|ZJ-[\dN-]+/g, 'N');

const isOurs = (href, url) => {
  const target = new URL(href, url);
  return target.origin === new URL(url).origin && !/^\/(static|api)\//.test(target.pathname);
};

// Referrals show different things in each state.
const mostOf = (kind) => (kind === '/referrals/N' ? 3 : 1);

// What the page itself shows, without the tokens that differ at each look.
export const mainOf = (html) => html.replace(/^[^]*<main/, '').replace(/name="(csrf|once|version)" value="[^"]*"/g, '');

// { pages: [{ path, html }], broken: [what], posts: Map action → page } as the session of this request context sees them.
export async function crawl(request, url) {
  const starts = ['/', '/invitation']; // the second comes by letter
  const seen = new Map(starts.map((path) => [path, 1]));
  const known = new Set(starts);
  const pages = [];
  const broken = [];
  const posts = new Map();
  const waiting = starts.map((path) => [path, 'the start']);
  while (waiting.length > 0) {
    const [path, from] = waiting.shift();
    const answer = await request.get(url + path);
    if (answer.status() >= 400) {
      broken.push(`${path}: ${answer.status()}, linked from ${from}`);
      continue;
    }
    if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    const html = await answer.text();
    pages.push({ path, html });
    const note = (href) => {
      if (!isOurs(href, url + path)) return;
      const target = new URL(href, url + path);
      const kind = kindOf(target.pathname);
      const count = seen.get(kind) ?? 0;
      if (count >= mostOf(kind) || known.has(target.pathname)) return;
      seen.set(kind, count + 1);
      known.add(target.pathname);
      waiting.push([target.pathname + target.search, path]);
    };
    for (const [, href] of html.matchAll(/<a\b[^>]*\bhref="([^"#]*)[^"]*"/g)) if (href) note(href.replaceAll('&amp;', '&'));
    for (const [form] of html.matchAll(/<form\b[^>]*>/g)) {
      const action = /\baction="([^"]*)"/.exec(form)?.[1].replaceAll('&amp;', '&') ?? path;
      if (/\bmethod="post"/i.test(form)) posts.set(kindOf(action), { action, from: path });
      else note(action);
    }
  }
  return { pages, broken, posts };
}
