import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ChatServer } from '../../support/chat-server.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { PersonAtScreen } from '../../support/screen.ts';

const main = fileURLToPath(new URL('../../../src/server/main.ts', import.meta.url));

describe('the server as a program', () => {
  it('says goodbye on SIGTERM, flushes, and exits with 0', async (t) => {
    const server = await ChatServer.start();
    t.after(() => server.stop());
    const ann = await RawPeer.enter(server.port, 'ann');
    ann.say({ type: 'send', id: '1', room: 'general', content: 'last words' });
    await ann.hears('ack');
    server.signal('SIGTERM');
    assert.deepEqual(await ann.hears('bye'), {
      type: 'bye',
      reason: 'shutting-down',
      reconnect: true,
    });
    assert.equal(await server.exit(), 0);
    assert.match(await server.log(), /<ann> last words/);
  });

  it('comes back after kill -9 with the same history, and knows a message that is sent again', async (t) => {
    const server = await ChatServer.start();
    t.after(() => server.stop());
    const ann = await RawPeer.enter(server.port, 'ann');
    const { token, session } = await ann.hears('welcome');
    ann.say({ type: 'send', id: 'a', room: 'general', content: 'before' });
    const ack = await ann.hears('ack');
    await server.kill();
    await server.startAgain();
    const back = await RawPeer.open(server.port);
    back.say({ type: 'hello', token }, { type: 'join', room: 'general' });
    back.say({ type: 'send', id: 'a', room: 'general', content: 'before' });
    const welcome = await back.hears('welcome');
    assert.deepEqual([welcome.name, welcome.session], ['ann', session]);
    const joined = await back.hears('joined');
    assert.deepEqual(
      (joined.messages as { content: string }[]).map(({ content }) => content),
      ['before'],
    );
    assert.deepEqual(await back.hears('ack'), { ...ack, duplicate: true });
    back.socket.destroy();
  });

  it('sets a torn last line aside, and goes on behind the last whole one', async (t) => {
    const server = await ChatServer.start();
    t.after(() => server.stop());
    const ann = await RawPeer.enter(server.port, 'ann');
    ann.say({ type: 'send', room: 'general', content: 'whole' });
    const { seq } = await ann.hears('ack');
    await server.kill();
    const log = join(server.folder, 'chat_messages.txt');
    await appendFile(log, '2026-11-20T12:00:00.123Z 9 #general <ann> ha');
    await server.startAgain();
    assert.ok((await stat(`${log}.torn`)).size > 0);
    const back = await RawPeer.enter(server.port, 'ann');
    back.say({ type: 'send', room: 'general', content: 'after' });
    assert.ok(Number((await back.hears('ack')).seq) > Number(seq));
    assert.doesNotMatch(await server.log(), /<ann> ha/);
    back.socket.destroy();
  });

  it('goes on in a new file after SIGHUP, when the old one was moved away', async (t) => {
    const server = await ChatServer.start();
    t.after(() => server.stop());
    const ann = await RawPeer.enter(server.port, 'ann');
    ann.say({ type: 'send', id: '1', room: 'general', content: 'old' });
    await ann.hears('ack');
    const log = join(server.folder, 'chat_messages.txt');
    await rename(log, `${log}.1`);
    server.signal('SIGHUP');
    for (let number = 2; ; number++) {
      ann.say({ type: 'send', id: `${number}`, room: 'general', content: `new ${number}` });
      await ann.hears('ack', ({ id }) => id === `${number}`);
      const text = await server.log().catch(() => '');
      if (text.includes(`new ${number}`)) break;
    }
    assert.doesNotMatch(await server.log(), /<ann> old/);
    ann.socket.destroy();
  });

  it('refuses a log that another server has, a port that is taken, and a wrong option, in one line', async (t) => {
    const server = await ChatServer.start();
    t.after(() => server.stop());
    const log = join(server.folder, 'chat_messages.txt');
    const other = join(server.folder, 'other.txt');
    const ruined = join(server.folder, 'ruined.txt');
    await appendFile(`${ruined}.accounts.db`, 'no database');
    const cases: [string[], number, RegExp][] = [
      [['--port', '0', '--log', log], 1, /^chat-server: .*in use/],
      [
        ['--port', String(server.port), '--log', other],
        1,
        /^chat-server: port \d+ of 127\.0\.0\.1 is taken/,
      ],
      [['--port', 'x'], 2, /^error: .*whole number/],
      [
        ['--port', '0', '--log', ruined],
        1,
        /^chat-server: \S+ruined\.txt\.accounts\.db is damaged/,
      ],
      [
        ['--port', '0', '--log', other, '--web-port', String(server.port)],
        1,
        /^chat-server: port \d+ of 127\.0\.0\.1 is taken.* \(EADDRINUSE\): .*--web-port\n$/,
      ],
      [
        ['--port', '0', '--log', other, '--tls-cert', 'no.pem', '--tls-key', 'no.pem'],
        1,
        /^chat-server: the certificate no.pem cannot be read \(ENOENT\): check --tls-cert\n$/,
      ],
      [['--tls-cert', 'c.pem'], 2, /^error: give both --tls-cert and --tls-key/],
      [['--host', '0.0.0.0'], 2, /^error: 0\.0\.0\.0 .*--tls auto .*--trust-proxy .*--insecure\n/],
      [['--trust-proxy', 'x'], 2, /^error: .*Give an IP address/],
      [['--host', ''], 2, /^error: .*Give it a value/],
      [['--prot', '1'], 2, /^error: unknown option '--prot'/],
      [['--log', join(server.folder, 'no', 'log.txt')], 1, /^chat-server: there is no folder/],
    ];
    for (const [options, code, message] of cases) {
      const ended = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
        execFile(process.execPath, [main, ...options], (error, _stdout, stderr) => {
          resolve({ code: error?.code, stderr });
        });
      });
      assert.match(ended.stderr, message);
      assert.equal(ended.code, code, options.join(' '));
    }
  });

  it('ends a connection that does not say hello in time', async (t) => {
    const server = await ChatServer.start('--hello-timeout', '2');
    t.after(() => server.stop());
    const peers = [];
    for (const said of ['', ' \r\n', 'GE', '{"type":']) {
      const peer = await RawPeer.open(server.port);
      if (said !== '') peer.socket.write(said);
      peers.push(peer);
    }
    for (const peer of peers) await peer.ends();
    // Who has not said in which way it speaks gets no answer.
    assert.deepEqual(
      peers.map(({ heard }) => heard.map(({ code }) => code)),
      [[], [], [], ['hello-required']],
    );
  });

  it('tells a person at a terminal both ways in', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'partyline-'));
    t.after(() => rm(folder, { recursive: true }));
    const at = String.raw`(127\.0\.0\.1:\d+)`;
    for (const [options, line] of [
      [[], `${at}, or open http://${at} in a browser`],
      [['--web-port', '0'], `${at}, or open http://${at} in a browser`],
      [['--no-web'], at],
    ] as const) {
      const args = [main, '--port', '0', '--log', join(folder, 'log.txt'), ...options];
      const person = new PersonAtScreen(process.execPath, args, { columns: 160 });
      t.after(() => person.close());
      await person.sees('Come in with');
      const text = person.received;
      assert.match(
        text,
        /^Partyline is open at 127\.0\.0\.1:\d+, and keeps what is said in .*\r\n/,
      );
      const [, own, web] =
        new RegExp(`\r\nCome in with: chat-client --name alice ${line}\r\n`).exec(text) ?? [];
      assert.ok(own, text);
      if (web) assert.equal(web === own, options.length === 0);
      person.type('\x03');
      assert.equal(await person.exited, 0);
    }
  });

  it('tells a script too where the web is, where that has a port of its own', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'partyline-'));
    const args = [main, '--port', '0', '--web-port', '0', '--log', join(folder, 'log.txt')];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const exited = once(child, 'exit');
    t.after(async () => {
      child.kill();
      await exited;
      await rm(folder, { recursive: true });
    });
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    assert.match((await lines.next()).value ?? '', /^Partyline is open at 127\.0\.0\.1:\d+, /);
    const [, url = ''] = /open (\S+) in a browser$/.exec((await lines.next()).value ?? '') ?? [];
    assert.equal(await (await fetch(`${url}/healthz`)).text(), 'ok\n');
  });

  it('asks who promised heartbeats for a sign of life, and ends who gives none', async (t) => {
    const server = await ChatServer.start('--idle-timeout', '3');
    t.after(() => server.stop());
    const quiet = await RawPeer.open(server.port);
    quiet.say({ type: 'hello', heartbeat: true });
    const plain = await RawPeer.enter(server.port, 'plain');
    await quiet.hears('ping');
    assert.deepEqual(await quiet.hears('bye'), { type: 'bye', reason: 'idle', reconnect: true });
    assert.equal(plain.hasEnded, false);
    plain.socket.destroy();
  });
});
