// An account from plain sockets to a real server, over its restart; and what stands in its files of it.
import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { ChatServer } from '../../support/chat-server.ts';
import { RawPeer } from '../../support/raw-peer.ts';

const password = 'correct horse battery';
const other = 'staple of another kind';

async function open(t: TestContext, ...options: string[]): Promise<ChatServer> {
  const server = await ChatServer.start(...options);
  t.after(() => server.stop());
  return server;
}

/** Says hello, and gives back who it is then, or why not. */
async function comeIn(
  server: ChatServer,
  hello: object,
): Promise<[RawPeer, Record<string, unknown>]> {
  const peer = await RawPeer.open(server.port);
  peer.say({ type: 'hello', id: 'hello', ...hello });
  await peer.until('an answer', () => peer.heard.some(({ id }) => id === 'hello'));
  return [peer, peer.heard.find(({ id }) => id === 'hello') as Record<string, unknown>];
}

/** Everything that the server has written, and all that it has told. */
async function writtenBy(server: ChatServer): Promise<string> {
  const names = await readdir(server.folder);
  const texts = names.map((name) => readFile(join(server.folder, name), 'latin1'));
  return [...(await Promise.all(texts)), JSON.stringify(server.told)].join('\n');
}

it('register, come back by the token, a second device, its end from the first: by lines alone', async (t) => {
  const server = await open(t);
  const ben = await RawPeer.enter(server.port, 'ben');
  const [ann] = await comeIn(server, { name: 'ann' });
  ann.say({ type: 'join', room: 'general', limit: 0 }, { type: 'register', password });
  const { token } = await ann.hears('registered');
  ann.say({ type: 'send', id: 'a', room: 'general', content: 'mine' });
  await ben.hears('message');
  ann.socket.destroy();
  await ben.hears('presence', ({ state }) => state === 'left');

  await server.end();
  await server.startAgain();
  const [first, back] = await comeIn(server, { token });
  assert.deepEqual([back.name, back.role, back.token], ['ann', 'member', token]);
  first.say({ type: 'join', room: 'general', limit: 0 });

  const [second, welcome] = await comeIn(server, { name: 'ANN', password, client: 'nc' });
  assert.equal(welcome.name, 'ann');
  second.say({ type: 'join', room: 'general', limit: 0 });
  assert.equal((await second.hears('joined')).count, 1);
  second.say({ type: 'send', room: 'general', kind: 'edit', target: 1, content: 'changed' });
  await first.hears('message', ({ content }) => content === 'changed');

  first.say({ type: 'sessions' });
  const { sessions } = await first.hears('sessions');
  const listed = sessions as { session: string; client: string; isThis: boolean }[];
  assert.deepEqual(listed.map(({ client }) => client).sort(), ['', 'nc']);
  first.say({ type: 'revoke', session: welcome.session });
  await first.hears('revoked');
  assert.equal((await second.hears('bye')).reason, 'logged-out');
  await second.ends();
  const [, refused] = await comeIn(server, { token: welcome.token });
  assert.equal(refused.code, 'auth-failed');

  first.say({ type: 'password', password, new: other });
  assert.equal((await first.hears('changed')).ended, 0);
  await server.tells('password-changed');
  const events = server.told.map(({ event }) => event);
  for (const event of ['logged-in', 'session-revoked', 'password-changed']) {
    assert.ok(events.includes(event), event);
  }
  assert.equal((await stat(`${server.logPath}.accounts.db`)).mode & 0o777, 0o600);
  const written = await writtenBy(server);
  assert.ok(written.includes('ann'));
  const secretOf = (each: unknown) => String(each).split('.').at(-1) ?? '';
  for (const secret of [password, other, secretOf(token), secretOf(welcome.token)]) {
    assert.ok(secret.length > 10 && !written.includes(secret));
  }
});

it('a password that is looked at when the server stops: it stops, and who heard yes is known afterwards', async (t) => {
  const server = await open(t);
  const peers: RawPeer[] = [];
  for (const name of ['ann', 'ben', 'cat']) {
    const [peer] = await comeIn(server, { name });
    peer.say({ type: 'register', password }, { type: 'ping' });
    peers.push(peer);
  }
  // One at least is under way, and one at least waits for it.
  await peers[0]?.hears('registered');
  server.signal('SIGTERM');
  assert.equal(await server.exit(), 0);
  await Promise.all(peers.map((peer) => peer.ends()));
  await server.startAgain();
  for (const [at, name] of ['ann', 'ben', 'cat'].entries()) {
    if (!peers[at]?.types.includes('registered')) continue;
    const [, answer] = await comeIn(server, { name, password });
    assert.equal(answer.type, 'welcome', name);
  }
});

it('`--auth members` lets a guest do nothing but become a member', async (t) => {
  const server = await open(t, '--auth', 'members');
  const [guest, welcome] = await comeIn(server, { name: 'ann' });
  assert.equal((welcome.server as { auth: string }).auth, 'members');
  guest.say({ type: 'join', room: 'general' });
  assert.equal((await guest.hears('error')).code, 'auth-required');
  guest.say({ type: 'register', password }, { type: 'join', room: 'general' });
  assert.equal((await guest.hears('joined')).count, 1);
});
