import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AccountFile } from '../../../src/server/accounts/account-file.ts';
import { AccountRows } from '../../../src/server/accounts/account-rows.ts';
import { SessionRows } from '../../../src/server/accounts/session-rows.ts';
import { ChatServer } from '../../support/chat-server.ts';
import { WebPeer } from '../../support/web-peer.ts';

const visitor = { address: '', network: '', isLoopback: false, client: '' };
const bounds = { keepSessionMs: 30 * 86_400_000, maxSessionsPerAccount: 50 };

/** Accounts as they are kept beside that log. @returns what makes a token of a new session of one */
function prepare(logPath: string, roles: Record<string, 'member' | 'moderator'>) {
  const file = new AccountFile(`${logPath}.accounts.db`);
  const tokens = new Map<string, readonly string[]>();
  for (const [name, role] of Object.entries(roles)) {
    const account = new AccountRows(file).add({
      name,
      password: '',
      role,
      nowMs: Date.now() - 1e6,
    });
    const open = () =>
      new SessionRows(file, bounds).open(account?.id ?? '', visitor, 0, Date.now()).token;
    tokens.set(name, [open(), open()]);
  }
  file.close();
  return tokens;
}

/** Somebody behind the proxy, from this address. */
async function from(server: ChatServer, address: string, hello: object): Promise<WebPeer> {
  const headers = { 'x-forwarded-for': address };
  const peer = await WebPeer.open(`ws://127.0.0.1:${server.port}/ws`, { headers });
  peer.say({ type: 'hello', ...hello });
  return peer;
}

async function isOut(server: ChatServer, address: string, hello: object): Promise<void> {
  const peer = await from(server, address, hello);
  assert.equal((await peer.hears('error')).code, 'banned', JSON.stringify([address, hello]));
  await peer.ends();
}

it('who was banned is still out after kill -9: by name, look-alike, address and another session', async (t) => {
  let tokens = new Map<string, readonly string[]>();
  const server = await ChatServer.startOver(
    (logPath) => {
      tokens = prepare(logPath, { mod: 'moderator', bad: 'member' });
    },
    ...['--trust-proxy', 'loopback', '--log-level', 'info'],
  );
  t.after(() => server.stop());
  const [modToken] = tokens.get('mod') ?? [];
  const [badToken, otherToken] = tokens.get('bad') ?? [];
  const mod = await from(server, '198.51.100.1', { token: modToken });
  const evil = await from(server, '203.0.113.5', { name: 'evil' });
  const bad = await from(server, '203.0.113.6', { token: badToken });
  const far = await from(server, '203.0.113.70', { name: 'far' });
  for (const peer of [evil, bad, far]) await peer.hears('welcome');
  const ban = { type: 'moderate', action: 'ban', reason: 'spam "x" \\u001b[2J' };
  mod.say(
    { ...ban, name: 'evil' },
    { ...ban, name: 'bad' },
    { ...ban, address: '203.0.113.64/26' },
  );
  for (const peer of [evil, bad, far]) {
    const { reason, reconnect } = await peer.hears('bye');
    assert.deepEqual([reason, reconnect], ['banned', false]);
  }
  const { name, whom, reason } = await server.tells('moderated');
  assert.deepEqual([name, whom, reason], ['mod', 'evil', ban.reason]);

  await server.kill();
  await server.startAgain();
  await isOut(server, '192.0.2.1', { name: 'evil' });
  await isOut(server, '192.0.2.1', { name: 'EVIL' });
  await isOut(server, '192.0.2.1', { name: 'еvil' });
  await isOut(server, '203.0.113.5', { name: 'somebody-else' });
  await isOut(server, '192.0.2.1', { token: badToken });
  await isOut(server, '192.0.2.1', { token: otherToken });
  await isOut(server, '192.0.2.1', { token: otherToken, another: true });
  await isOut(server, '::ffff:203.0.113.99', { name: 'new-here' });
  const fine = await from(server, '192.0.2.1', { name: 'fine' });
  await fine.hears('welcome');

  const again = await from(server, '198.51.100.1', { token: modToken });
  again.say({ type: 'moderate', action: 'unban', name: 'EVIL' });
  await again.hears('moderated');
  const back = await from(server, '203.0.113.5', { name: 'evil' });
  await back.hears('welcome');
  for (const peer of [again, back, fine]) peer.webSocket.close();
});

it('who comes through a proxy that names nobody is not banned with others who do', async (t) => {
  let tokens = new Map<string, readonly string[]>();
  const server = await ChatServer.startOver(
    (logPath) => {
      tokens = prepare(logPath, { mod: 'moderator' });
    },
    ...['--trust-proxy', 'loopback'],
  );
  t.after(() => server.stop());
  const come = async (hello: object): Promise<WebPeer> => {
    const headers = { via: '1.1 proxy' };
    const peer = await WebPeer.open(`ws://127.0.0.1:${server.port}/ws`, { headers });
    peer.say({ type: 'hello', ...hello });
    await peer.hears('welcome');
    return peer;
  };
  const mod = await come({ token: tokens.get('mod')?.[0] });
  const bad = await come({ name: 'bad' });
  mod.say({ type: 'moderate', action: 'ban', name: 'bad' });
  await bad.hears('bye');
  const good = await come({ name: 'good' });
  for (const peer of [mod, good]) peer.webSocket.close();
});
