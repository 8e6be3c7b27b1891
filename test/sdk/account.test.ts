// Becoming somebody: by a password, by a kept token, on a live connection, and nobody again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readKept } from '../../src/sdk/kept.ts';
import { welcome } from './model-server.ts';
import { message, Scene, shown, timestamp } from './scene.ts';

const account = { name: 'alice', password: 'correct horse' };
const owned = {
  ...welcome({ session: 'acc.s2', name: 'alice' }, '2.acc.s2.secret'),
  role: 'member',
};

/** What a promise has come to by now. */
async function outcomeOf<T>(promise: Promise<T>): Promise<T> {
  return promise;
}

function ack(scene: Scene, send: ReturnType<Scene['asks']>, seq: number): void {
  scene.reply(send, { type: 'ack', room: 'general', seq, timestamp });
}

test('a password is said once, in the first hello; after a loss the token is', () => {
  const scene = new Scene({ account });
  const hello = scene.greet('alice', 'acc.s1', '2.acc.s1.secret', { role: 'member' });
  assert.equal(hello.name, 'alice');
  assert.equal(hello.password, 'correct horse');
  assert.deepEqual(
    { isAccount: scene.client.getState().me.isAccount, role: scene.client.getState().me.role },
    { isAccount: true, role: 'member' },
  );
  assert.deepEqual(scene.client.getKept(), {
    token: '2.acc.s1.secret',
    account: 'alice',
    pending: [],
  });
  scene.enter();
  scene.cut();
  const again = scene.greet('alice', 'acc.s1', '2.acc.s1.secret');
  assert.equal(again.password, undefined);
  assert.equal(again.token, '2.acc.s1.secret');
});

test('a password that is not right ends it with the server’s sentence, and is not said again', () => {
  const scene = new Scene({ account });
  scene.pair.end.accept();
  scene.refuse(scene.asks('hello'), 'auth-failed');
  assert.equal(scene.client.getState().isEnded, true);
  assert.equal(scene.client.getState().connection.why, 'It is auth-failed.');
  scene.client.reconnect();
  assert.equal(scene.greet().password, undefined);
});

test('beside another program the kept token opens a session of its own, and its own token is kept', () => {
  const kept = readKept({ token: '2.acc.s1.secret', account: 'alice', pending: [] });
  const scene = new Scene({ kept, another: true });
  const hello = scene.greet('alice', 'acc.s7', '2.acc.s7.other');
  assert.deepEqual([hello.token, hello.another], ['2.acc.s1.secret', true]);
  assert.equal(scene.client.getKept().token, '2.acc.s7.other');
  scene.enter();
  scene.cut();
  const again = scene.greet('alice', 'acc.s7', '2.acc.s7.other');
  assert.deepEqual([again.token, again.another], ['2.acc.s7.other', undefined]);
});

test('a refused token of an account is dropped: one is told, and goes on as a guest', () => {
  const kept = readKept({ token: '2.acc.s1.secret', account: 'alice', pending: [] });
  const scene = new Scene({ kept });
  scene.pair.end.accept();
  scene.refuse(scene.asks('hello'), 'auth-failed');
  const second = scene.asks('hello');
  assert.deepEqual([second.name, second.token], ['alice', undefined]);
  assert.equal(scene.client.getKept().token, undefined);
  scene.refuse(second, 'name-taken', { suggestion: 'alice-2' });
  scene.greet('alice-2', 'S2', 'T2');
  assert.deepEqual(scene.notices.slice(0, 1), [
    'You are not logged in any more: /login alice comes in again.',
  ]);
  assert.equal(scene.client.getKept().account, undefined);
});

test('logged in on a live connection, one is another session: rooms are joined anew with what was missed', async () => {
  const scene = Scene.live([message(5, 0)]);
  const done = scene.client.logIn('alice', 'correct horse');
  const login = scene.asks('login');
  assert.deepEqual([login.name, login.password], ['alice', 'correct horse']);
  scene.reply(login, owned);
  const join = scene.asks('join');
  assert.deepEqual([join.room, join.since], ['general', 5]);
  assert.equal(await outcomeOf(done), undefined);
  assert.equal(scene.client.getState().me.session, 'acc.s2');
  assert.equal(scene.client.getKept().account, 'alice');
});

test('what is said while one logs in waits, and is said once by the new session', () => {
  const scene = Scene.live([message(5, 0)]);
  void scene.client.logIn('alice', 'correct horse');
  const login = scene.asks('login');
  scene.client.submit('hello');
  scene.client.submit('/whois bob');
  assert.deepEqual(scene.said(), [], 'the server would take it for the new session’s');
  scene.reply(login, owned);
  const [first, second] = scene.said();
  assert.deepEqual([first?.type, second?.type], ['whois', 'join']);
  scene.reply(second as NonNullable<typeof second>, {
    ...{ type: 'joined', room: 'general', topic: '', count: 1, members: [], messages: [] },
    ...{ more: false, last: 5 },
  });
  const send = scene.asks('send');
  assert.equal(send.content, 'hello');
  ack(scene, send, 6);
  scene.server(message(6, 5, { sender: 'alice', content: 'hello', id: `acc.s2-${send.id}` }));
  assert.deepEqual(shown(scene.room), ['message 5', 'hello']);
});

test('a message that was refused for now before one registered is in the log once', () => {
  const scene = Scene.live([message(5, 0)]);
  scene.client.submit('hello');
  scene.refuse(scene.asks('send'), 'rate-limited', { retryAfterMs: 1_000 });
  void scene.client.register('correct horse');
  const register = scene.asks('register');
  scene.clock.advance(1_000);
  assert.deepEqual(scene.said(), []);
  scene.reply(register, {
    ...{
      type: 'registered',
      name: 'alice',
      token: '2.acc.s1.x',
      session: 'acc.s1',
      role: 'member',
    },
  });
  const send = scene.asks('send');
  assert.equal(send.content, 'hello');
  ack(scene, send, 6);
  scene.server(message(6, 5, { sender: 'alice', content: 'hello', id: `acc.s1-${send.id}` }));
  assert.deepEqual(shown(scene.room), ['message 5', 'hello']);
  assert.equal(scene.room.isJoined, true, 'the room stays joined');
});

test('a refused login says why and when to try again, and what waited goes on', async () => {
  const scene = Scene.live();
  const done = scene.client.logIn('alice', 'wrong wrong');
  const login = scene.asks('login');
  scene.client.submit('hello');
  scene.refuse(login, 'rate-limited', { retryAfterMs: 4_000 });
  const refused = await outcomeOf(done);
  assert.deepEqual([refused?.code, refused?.retryAfterMs], ['rate-limited', 4_000]);
  assert.equal(scene.asks('send').content, 'hello');
  assert.equal(scene.client.getState().me.session, 'S1');
});

test('whoever waits for an answer hears of a lost connection, and of one that is not there', async () => {
  const scene = Scene.live();
  const login = scene.client.logIn('alice', 'correct horse');
  assert.equal((await scene.client.register('correct horse'))?.code, 'too-many');
  const sessions = scene.client.ask({ type: 'whois', name: 'bob' }, 'profile');
  scene.pair.end.close();
  assert.equal((await outcomeOf(login))?.code, 'not-connected');
  assert.equal('code' in (await outcomeOf(sessions)), true);
  assert.equal((await scene.client.logOut())?.code, 'not-connected');
});

test('logged out, one has no token and no connection, and comes in again by logging in', async () => {
  const scene = new Scene({ account });
  scene.greet('alice', 'acc.s1', '2.acc.s1.secret');
  scene.enter();
  const done = scene.client.logOut();
  scene.asks('logout');
  scene.server({ type: 'bye', reason: 'logged-out', reconnect: false });
  assert.equal(await outcomeOf(done), undefined);
  const { connection, isEnded, me } = scene.client.getState();
  assert.deepEqual([isEnded, me.isAccount], [true, false]);
  assert.equal(connection.why, 'You are logged out. /login comes in again.');
  assert.deepEqual(scene.client.getKept(), { pending: [] });
  const back = scene.client.logIn('alice', 'correct horse');
  const hello = scene.greet('alice', 'acc.s2', '2.acc.s2.secret');
  assert.equal(hello.password, 'correct horse');
  assert.equal(await outcomeOf(back), undefined);
});

test('a wrong password where the connection was ended leaves it ended, and says why', async () => {
  const scene = new Scene({ account });
  scene.greet('alice', 'acc.s1', '2.acc.s1.secret');
  scene.server({ type: 'bye', reason: 'logged-out', reconnect: false });
  assert.match(scene.client.getState().connection.why ?? '', /ended elsewhere: \/login/);
  const back = scene.client.logIn('alice', 'wrong wrong');
  scene.pair.end.accept();
  scene.refuse(scene.asks('hello'), 'rate-limited', { retryAfterMs: 9_000 });
  assert.equal((await outcomeOf(back))?.retryAfterMs, 9_000);
  assert.equal(scene.client.getState().isEnded, true);
});

test('logged out from elsewhere, what is typed stays in the line, and what waited goes out as alice alone', async () => {
  const scene = new Scene({ account });
  scene.greet('alice', 'acc.s1', '2.acc.s1.secret', { role: 'member' });
  scene.enter([message(5, 0)]);
  scene.client.submit('refused for now');
  scene.refuse(scene.asks('send'), 'rate-limited', { retryAfterMs: 9_000 });
  scene.server({ type: 'bye', reason: 'logged-out', reconnect: false });
  assert.equal(scene.client.submit('hello'), false);
  assert.match(scene.notices.at(-1) ?? '', /^You are logged out\. \/login/);
  const kept = readKept(JSON.parse(JSON.stringify(scene.client.getKept())));
  const guest = new Scene({ kept });
  guest.greet('alice-2', 'S9', 'T9');
  guest.enter([message(5, 0)]);
  assert.deepEqual(guest.said(), [], 'a guest does not say it');
  assert.deepEqual(shown(guest.room), [
    'message 5',
    'refused for now (failed: This was written as alice.)',
  ]);
  void scene.client.logIn('alice', 'correct horse');
  scene.greet('alice', 'acc.s2', '2.acc.s2.secret', { role: 'member' });
  scene.enter([message(5, 0)]);
  assert.equal(scene.asks('send').content, 'refused for now');
});

test('what alice wrote and bob would send, who logs in after her, fails and says whose it is', () => {
  const scene = new Scene({ account });
  scene.greet('alice', 'acc.s1', '2.acc.s1.secret', { role: 'member' });
  scene.enter([message(5, 0)]);
  scene.cut();
  scene.client.submit('hello');
  scene.pair.end.accept();
  scene.refuse(scene.asks('hello'), 'auth-failed');
  scene.reply(scene.asks('hello'), welcome({ session: 'S2', name: 'alice-2' }, 'T2'));
  scene.enter([message(5, 0)]);
  const [failed] = scene.room.timeline.items.slice(0).filter(({ type }) => type === 'failed');
  assert.equal(failed?.type === 'failed' && failed.why, 'This was written as alice.');
  assert.equal(scene.client.getState().me.loggedOut, 'alice');
});

test('what a guest left in a browser is not sent by the account that comes in there next', () => {
  const scene = Scene.live();
  scene.cut();
  scene.client.submit('as a guest');
  const { pending } = readKept(JSON.parse(JSON.stringify(scene.client.getKept())));
  const owner = new Scene({ kept: { token: '2.acc.s1.secret', account: 'alice', pending } });
  owner.greet('alice', 'acc.s1', '2.acc.s1.secret', { role: 'member' });
  owner.enter([message(5, 0)]);
  assert.deepEqual(shown(owner.room), [
    'message 5',
    'as a guest (failed: This was written as a guest.)',
  ]);
});

test('a server for members opens no room to a guest, says so once, and opens them after a login', () => {
  const scene = new Scene({ rooms: ['general', 'ops'] });
  scene.greet('alice', 'S1', 'T1', { server: { ...owned.server, auth: 'members' } });
  assert.deepEqual(scene.said(), [], 'nothing is joined');
  assert.deepEqual(scene.notices, [
    'This server is for members: /login NAME, or /register to become one.',
  ]);
  assert.equal(scene.client.submit('hello'), false);
  void scene.client.logIn('alice', 'correct horse');
  scene.reply(scene.asks('login'), { ...owned, server: { ...owned.server, auth: 'members' } });
  assert.deepEqual(
    scene.said().map(({ room }) => room),
    ['general', 'ops'],
  );
});

test('neither passwords nor tokens are in what a debug view is shown', () => {
  const lines: string[] = [];
  const scene = new Scene({ account, onWire: (_, line) => lines.push(line) });
  scene.greet('alice', 'acc.s1', '2.acc.s1.secret');
  scene.enter([message(5, 0, { content: 'my "password" is "token"' })]);
  void scene.client.changePassword('correct horse', 'battery staple');
  scene.server({ type: 'named', name: 'alice', token: '2.acc.s1.other' });
  assert.doesNotMatch(lines.join('\n'), /horse|staple|secret|other/);
  assert.ok(lines.some((line) => line.includes(String.raw`my \"password\" is \"token\"`)));
});

test('no state holds a password', async () => {
  const scene = Scene.live();
  const done = scene.client.register('correct horse');
  assert.doesNotMatch(JSON.stringify(scene.client.getState()), /horse/);
  scene.refuse(scene.asks('register'), 'password-weak');
  await done;
  assert.doesNotMatch(JSON.stringify(scene.client.getState()), /horse/);
});

test('own messages of any device of the account are one’s own to change', () => {
  const scene = new Scene({ account });
  scene.greet('alice', 'acc.s1', '2.acc.s1.secret');
  scene.enter([
    message(5, 0, { sender: 'alice', id: 'acc.s0-m1', content: 'from the page' }),
    message(6, 5, { sender: 'alice', id: 'accx-m1', content: 'a guest of that name' }),
  ]);
  scene.client.submit('/edit from the phone');
  assert.equal(scene.asks('send').target, 5);
});
