// `send` and `outbox` against a server in this process: what comes of it, with which code, and what is said of it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { accountPath, outboxPath } from '../../../src/client/own-folders.ts';
import { OutboxFile } from '../../../src/client/sending/outbox-file.ts';
import { quickCost } from '../../support/account-store.ts';
import { keptPort } from '../../support/kept-port.ts';
import { openHouse } from '../../support/open-house.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { AtPipe } from '../at-pipe.ts';
import { lossyWay } from '../lossy-way.ts';

const password = 'nine green bottles';

test('a pipe’s output is one message, and 0 means that the server has it', async (context) => {
  const { port } = await openHouse(context);
  const person = new AtPipe(context, port);
  const printed = '\x1b[32mok\x1b[0m\nall of it\n';
  const sent = await person.run('send -r ops --name ci --json -', printed);
  assert.deepEqual([sent.code, sent.error], [0, '']);
  assert.equal(JSON.parse(sent.out).type, 'ack');
  const said = await person.run('tail -r ops --name reader');
  assert.match(said.out, /^\S+Z 1 #ops <ci> ok\\nall of it\n$/);
});

test('no server: 69, or kept on disk and sent by the next one, in order, once', async (context) => {
  const port = await keptPort();
  const gone = await openHouse(context, { port });
  const person = new AtPipe(context, port);
  await gone.stop();
  assert.equal((await person.run('send -r ops --name ci first')).code, 69);
  const kept = await person.run('send -r ops --name ci --queue --id one first');
  assert.equal(kept.code, 0);
  assert.match(kept.error, /waits in the outbox/);
  assert.match((await person.run('outbox --name ci')).out, /^one .*#ops .*first\n$/);
  await openHouse(context, { port });
  assert.equal((await person.run('send -r ops --name ci --queue second')).code, 0);
  const again = await person.run('send -r ops --name ci --queue --id one first');
  assert.match(again.error, /sent before/);
  const said = await person.run('history -r ops');
  assert.match(said.out, /^\S+ 1 #ops <ci> first\n\S+ 2 #ops <ci> second\n$/);
});

test('an ack that does not come: 75, and what was queued is flushed without being said twice', async (context) => {
  const { port } = await openHouse(context);
  const way = await lossyWay(context, port);
  const person = new AtPipe(context, way.port);
  way.onAck = () => {};
  const lost = await person.run('send -r ops --name one --timeout 1s lost');
  assert.equal(lost.code, 75);
  assert.match(lost.error, /not known to be sent/);
  const kept = await person.run('send -r ops --name ci --queue --timeout 1s once');
  assert.match(kept.error, /waits in the outbox/);
  way.onAck = undefined;
  assert.equal((await person.run('outbox --name ci --flush')).code, 0);
  assert.equal((await person.run('outbox --name ci')).out, '');
  const said = await person.run('history -r ops');
  assert.match(said.out, /^\S+ 1 #ops <one> lost\n\S+ 2 #ops <ci> once\n$/);
});

test('a line that the server refuses is told by its place; the same again tries it and no other', async (context) => {
  const { port } = await openHouse(context);
  const way = await lossyWay(context, port);
  const person = new AtPipe(context, way.port);
  const send = () =>
    person.run('send -r ops --name ci --id list --each-line', 'one\n\ntwo\nthree\n');
  // It answers a message that is not there.
  way.mishears = (said) => said.replace('"content":"two"', '"content":"two","target":99');
  for (const _ of ['first', 'again']) {
    const ended = await send();
    assert.equal(ended.code, 77);
    assert.match(ended.error, /^chat-client: line 3 is not sent: [^\n]+\n$/);
  }
  way.mishears = undefined;
  for (const _ of ['mended', 'again']) assert.equal((await send()).code, 0);
  const said = await person.run('history -r ops');
  assert.match(said.out, /^\S+ 1 #ops <ci> one\n\S+ 2 #ops <ci> three\n\S+ 3 #ops <ci> two\n$/);
});

test('the first message ever of a room is one, also when its session is gone by the next try', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const logPath = join(folder, 'log.txt');
  const port = await keptPort();
  const before = await openHouse(context, { logPath, port });
  const way = await lossyWay(context, port);
  const person = new AtPipe(context, way.port);
  way.onAck = () => {};
  const send = 'send -r ops --name ci --id first --timeout 1s hello';
  assert.equal((await person.run(send)).code, 75);
  way.onAck = undefined;
  await before.stop();
  // The tokens of guests are worth nothing without it.
  rmSync(`${logPath}.key`);
  await openHouse(context, { logPath, port });
  const again = await person.run(send);
  assert.equal(again.code, 0, again.error);
  assert.match((await person.run('history -r ops')).out, /^\S+ 1 #ops <ci> hello\n$/);
});

test('behind a refused line, one whose ack was lost is one, also when its session is gone', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const logPath = join(folder, 'log.txt');
  const port = await keptPort();
  const before = await openHouse(context, { logPath, port });
  const way = await lossyWay(context, port);
  const person = new AtPipe(context, way.port);
  const send = (lines: string) =>
    person.run('send -r ops --name ci --id list --each-line --timeout 1s', lines);
  way.mishears = (said) => said.replace('"content":"two"', '"content":"two","target":99');
  assert.equal((await send('one\ntwo\n')).code, 77);
  way.onAck = () => {};
  assert.equal((await send('one\ntwo\nthree\n')).code, 75);
  way.onAck = undefined;
  await before.stop();
  rmSync(`${logPath}.key`);
  await openHouse(context, { logPath, port });
  const again = await send('one\ntwo\nthree\n');
  assert.equal(again.code, 77, again.error);
  assert.match(
    (await person.run('history -r ops')).out,
    /^\S+ 1 #ops <ci> one\n\S+ 2 #ops <ci> three\n$/,
  );
});

test('what can’t be said ends with its code, and says what to do', async (context) => {
  const { port } = await openHouse(context);
  const person = new AtPipe(context, port);
  const cases: readonly [command: string, input: string, code: number, says: RegExp][] = [
    ['send -r ops', '', 2, /--if-any/],
    ['send -r ops --if-any', '', 0, /^$/],
    ['send -r ops', 'x'.repeat(4001), 77, /--split/],
    ['send -r ops --each-line', `one\n${'x'.repeat(4001)}\ntwo`, 77, /line 2 is not sent/],
    ['send --to nobody hi', '', 77, /Nobody of that name/],
    ['send hi', '', 2, /--room/],
  ];
  for (const [command, input, code, says] of cases) {
    const ended = await person.run(command, input);
    assert.equal(ended.code, code, command);
    assert.match(ended.error, says);
  }
  assert.match((await person.run('history -r ops')).out, /> one\n.*> two\n$/);
});

test('beside a running client of the same account it is the same person, in a session of its own', async (context) => {
  const { port } = await openHouse(context, { passwordCost: quickCost });
  const person = new AtPipe(context, port);
  const running = await RawPeer.enter(port, 'alice');
  running.say({ type: 'register', password });
  await running.hears('registered');
  const token = running.heard.findLast((said) => typeof said.token === 'string')?.token;
  const path = accountPath(person.env, `127.0.0.1:${port}`, 'alice');
  mkdirSync(dirname(path), { recursive: true });
  // Of a client that runs: this test is its child.
  const holder = { host: hostname(), pid: process.ppid };
  writeFileSync(path, JSON.stringify({ name: 'alice', token, holder }));
  const file = join(person.folder, 'password');
  writeFileSync(file, `${password}\n`);
  for (const more of ['', ` --password-file ${file}`, ' --queue', ' --id x-1']) {
    const sent = await person.run(`send -r general --name alice${more} hi`);
    assert.deepEqual(sent, { code: 0, out: '', error: '' }, more);
  }
  running.say({ type: 'sessions', id: 'end' });
  const { sessions } = await running.hears('sessions');
  assert.equal((sessions as unknown[]).length, 1, JSON.stringify(sessions));
  const senders = running.heard.filter(({ type }) => type === 'message').map((it) => it.sender);
  assert.deepEqual(senders, ['alice', 'alice', 'alice', 'alice']);
});

test('what was queued and is refused for now is left to whoever comes next, a running screen too', async (context) => {
  const { port } = await openHouse(context, { passwordCost: quickCost });
  const owner = await RawPeer.enter(port, 'alice');
  owner.say({ type: 'register', password });
  await owner.hears('registered');
  owner.say({ type: 'join', room: 'ops' }, { type: 'room', room: 'ops', slow: 60 });
  await owner.hears('room');
  const person = new AtPipe(context, port);
  const kept = await person.run('send -r ops --name ci --queue --each-line', 'one\ntwo\n');
  assert.equal(kept.code, 0);
  assert.match(kept.error, /waits in the outbox/);
  const file = new OutboxFile(outboxPath(person.env, `127.0.0.1:${port}`, 'ci'));
  const left = file
    .due()
    .map(({ message: { content, written }, claim }) => [content, written, claim]);
  assert.deepEqual(left, [['two', undefined, undefined]]);
});

test('a server for members has no use for a guest: 77, and how to be let in', async (context) => {
  const { port } = await openHouse(context, { settings: { auth: 'members' } });
  const person = new AtPipe(context, port);
  for (const command of ['send -r ops hi', 'tail -r ops', 'rooms']) {
    const ended = await person.run(`${command} --name ci`);
    assert.equal(ended.code, 77, command);
    assert.match(ended.error, /for members: .*--password-file/i, command);
  }
});

test('a full server is one for later: 75', async (context) => {
  const { port } = await openHouse(context, { settings: { maxConnections: 1 } });
  await RawPeer.enter(port, 'alice');
  const person = new AtPipe(context, port);
  for (const command of ['send -r ops --timeout 1s hi', 'tail -r ops']) {
    const ended = await person.run(command);
    assert.equal(ended.code, 75, command);
    assert.match(ended.error, /full/, command);
  }
});

test('who takes calls and says nothing is no server: 69, once the time is over', async (context) => {
  const mute = createServer(() => {}).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  context.after(() => mute.close());
  const person = new AtPipe(context, (mute.address() as { port: number }).port);
  const ended = await person.run('send -r ops --timeout 1s hi');
  assert.deepEqual([ended.code, ended.out], [69, '']);
  assert.match(ended.error, /not sent: the server does not answer/);
});

test('what waits for somebody is said by whoever one is when it goes out', async (context) => {
  const port = await keptPort();
  const gone = await openHouse(context, { port });
  const person = new AtPipe(context, port);
  await gone.stop();
  assert.equal((await person.run('send --name ci --to bob --queue hello')).code, 0);
  await openHouse(context, { port });
  await RawPeer.enter(port, 'ci');
  const bob = await RawPeer.enter(port, 'bob');
  const flushed = await person.run('outbox --name ci --flush');
  assert.equal(flushed.code, 0);
  assert.match(flushed.error, /^chat-client: ci is taken: this comes from (\S+)\. /);
  const { sender, content } = await bob.hears('message');
  assert.deepEqual([sender !== 'ci', content], [true, 'hello']);
});

test('an outbox that can’t be used is said in a sentence, and nothing is lost over it', async (context) => {
  const { port } = await openHouse(context);
  const damages: readonly [what: string, damage: (path: string) => void, says: RegExp][] = [
    ['garbage', (path) => writeFileSync(path, 'x'.repeat(5000)), /is damaged \(.*move it away/],
    ['a folder', (path) => mkdirSync(path), /can’t be used \(it is a folder\): .*PARTYLINE_STATE/],
    ['newer', (path) => change(path, 'PRAGMA user_version = 99'), /newer version/],
    ['foreign', (path) => change(path, 'CREATE TABLE t (x)', true), /of another program/],
    ['its lock', (path) => mkdirSync(`${path}.lock`), /can’t be used \(it is a folder\)/],
  ];
  for (const [what, damage, says] of damages) {
    const person = new AtPipe(context, port);
    const path = outboxPath(person.env, `127.0.0.1:${port}`, 'ci');
    mkdirSync(dirname(path), { recursive: true });
    if (what === 'newer') await person.run('outbox --name ci');
    damage(path);
    const commands = [
      'send -r ops --queue hi',
      'outbox',
      'outbox --flush',
      'send -r ops --id x hi',
    ];
    for (const command of what === 'its lock' ? commands.slice(0, 1) : commands) {
      const ended = await person.run(`${command} --name ci`);
      assert.deepEqual([ended.code, ended.out], [1, ''], `${what}: ${command}`);
      assert.match(ended.error, says);
      assert.match(ended.error, /^chat-client: [^\n]+\n$/);
    }
    assert.equal((await person.run('send -r ops --name ci hi')).code, 0);
  }
});

function change(path: string, sql: string, isFresh = false): void {
  const database = new DatabaseSync(path);
  if (isFresh) database.exec('PRAGMA application_id = 7');
  database.exec(sql);
  database.close();
}
