// A web behind a key: nobody gets anything without, and whoever has it once needs it no more.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { it, type TestContext } from 'node:test';
import { withPass } from '../../../src/client/open-web.ts';
import { openHouse } from '../../support/open-house.ts';

const key = 'a-key-of-some-length';
const page = { 'index.html': '<title>here</title>', 'assets/page.js': '1' };

async function open(t: TestContext, now = () => Date.now()) {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const socketPath = join(folder, 's');
  const house = await openHouse(t, {
    page,
    web: { port: 0, key },
    port: undefined,
    socketPath,
    now,
  });
  const base = `http://127.0.0.1:${house.port}`;
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(base + path, { headers, redirect: 'manual' });
  return { house, base, get, socketPath };
}

function cookieOf(answer: Response): string {
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

it('answers nothing without the key but that it lives', async (t) => {
  const { get } = await open(t);
  for (const path of [
    '/',
    '/assets/page.js',
    '/log/general.txt',
    '/metrics',
    '/readyz',
    '/nothing',
  ]) {
    const answer = await get(path);
    assert.equal(answer.status, 401, path);
    assert.match(await answer.text(), /chat-client web/);
  }
  for (const wrong of ['', 'x', `${key}x`, '1.2.3'])
    assert.equal((await get(`/?key=${wrong}`)).status, 401, wrong);
  assert.equal((await get('/hooks/ops')).status, 401);
  assert.equal((await get('/healthz')).status, 200);
});

it('does not open the WebSocket without it, and does with it', async (t) => {
  const { get, house } = await open(t);
  const upgrade = async (path: string, cookie: string) => {
    const asked = request({
      ...{ host: '127.0.0.1', port: house.port, path },
      headers: {
        ...{ Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' },
        ...{ 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', Cookie: cookie },
      },
    }).end();
    const answer = await Promise.race([once(asked, 'upgrade'), once(asked, 'response')]);
    asked.destroy();
    return (answer[0] as { statusCode: number }).statusCode;
  };
  const answer = await get(`/?key=${key}`);
  const folder = answer.headers.get('location') ?? '';
  assert.equal(await upgrade('/ws', ''), 401);
  assert.equal(await upgrade(`${folder}ws`, ''), 401);
  assert.equal(await upgrade(`${folder}ws`, cookieOf(answer)), 101);
});

it('gives a cookie for the key, at an address that others cannot name, and wants no key any more', async (t) => {
  const { get, house } = await open(t);
  const answer = await get(`/?key=${key}`);
  assert.equal(answer.status, 303);
  const folder = answer.headers.get('location') ?? '';
  assert.match(folder, /^\/~[\w-]{22}\/$/);
  const cookie = answer.headers.get('set-cookie') ?? '';
  assert.match(cookie, new RegExp(`^partyline-${house.port}=`));
  for (const word of ['HttpOnly', 'SameSite=Strict', `Path=${folder.slice(0, -1)};`])
    assert.ok(cookie.includes(word), word);
  assert.ok(!cookie.includes(key));
  const shown = await get(folder, { Cookie: `other=1; ${cookieOf(answer)}` });
  assert.match(await shown.text(), /here/);
  assert.equal((await get(`${folder}assets/page.js`, { Cookie: cookieOf(answer) })).status, 200);
});

it('takes a key for one time once, while it is young', async (t) => {
  let now = 1_000_000;
  const { get, base } = await open(t, () => now);
  const pass = withPass(`${base}/?key=${key}`, now).slice(base.length);
  assert.ok(!pass.includes(key));
  assert.equal((await get(pass)).status, 303);
  assert.equal((await get(pass)).status, 401);
  const late = withPass(`${base}/?key=${key}`, now).slice(base.length);
  now += 60_000;
  assert.equal((await get(late)).status, 401);
  const forged = withPass(`${base}/?key=${key}x`, now).slice(base.length);
  assert.equal((await get(forged)).status, 401);
});

it('asks nobody for it at the socket, which the system keeps for the owner', async (t) => {
  const { socketPath } = await open(t);
  const asked = request({ socketPath, path: '/' }).end();
  const [answer] = await once(asked, 'response');
  assert.equal(answer.statusCode, 200);
  assert.match(await text(answer), /here/);
});

it('tells its owner at the socket which process it is, and nobody else', async (t) => {
  const { socketPath, get } = await open(t);
  const ask = async (headers = {}) => {
    const [answer] = await once(
      request({ socketPath, path: '/process', headers }).end(),
      'response',
    );
    return { status: answer.statusCode, said: await text(answer) };
  };
  assert.deepEqual(await ask(), { status: 200, said: `${process.pid}\n` });
  assert.equal((await ask({ 'X-Forwarded-For': '127.0.0.1' })).status, 404, 'behind a proxy');
  const answer = await get(`/?key=${key}`);
  const folder = answer.headers.get('location') ?? '';
  assert.equal((await get(`${folder}process`, { Cookie: cookieOf(answer) })).status, 404);
});
