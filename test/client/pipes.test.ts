// Scripts and the chat: real pipes, a real server, and what becomes of both when something is killed.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { bin, ready, serverFor } from './plays.ts';

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

type Run = ((args: string, input?: string) => Promise<Outcome>) & { readonly folder: string };

/** Commands of one person, who has a folder of their own. */
function scripts(context: TestContext, port: number): Run {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const env = { ...process.env, ...ready, PARTYLINE_STATE: folder, PARTYLINE_PORT: String(port) };
  const run = async (args: string, input?: string) => {
    const child = spawn(process.execPath, [bin, ...args.split(' ')], { env });
    child.stdin.end(input ?? '');
    const ends = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
    const [[code], out, error] = await ends;
    return { code: code as number, out, error };
  };
  return Object.assign(run, { folder });
}

/** A way to the server on which `onAck` happens instead of the ack, as long as it is set. */
async function wayWithout(context: TestContext, port: number) {
  const way: { port: number; onAck: (() => void) | undefined } = { port: 0, onAck: undefined };
  const proxy = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) socket.on('error', () => {});
    near.pipe(far);
    far.on('data', (chunk) => {
      if (way.onAck && chunk.includes('"type":"ack"')) way.onAck();
      else near.write(chunk);
    });
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  context.after(() => proxy.close());
  way.port = (proxy.address() as { port: number }).port;
  return way;
}

function count(log: string, content: string): number {
  return log.split('\n').filter((line) => line.includes(`> ${content}\t`)).length;
}

test('a pipe’s output is one message, and 0 means that the server has it', async (context) => {
  const server = await serverFor(context);
  const run = scripts(context, server.port);
  const sent = await run('send -r ops --name ci --json -', '\x1b[32mok\x1b[0m\nall of it\n');
  assert.deepEqual([sent.code, sent.error], [0, '']);
  assert.equal(JSON.parse(sent.out).type, 'ack');
  assert.equal(count(await server.log(), 'ok\\nall of it'), 1);
  const said = await run('tail -r ops --name reader');
  assert.match(said.out, /^\S+Z 1 #ops <ci> ok\\nall of it\n$/);
});

test('an outbox that is damaged, or a pipe, is one line on standard error, and nothing hangs', async (context) => {
  const server = await serverFor(context);
  const run = scripts(context, server.port);
  const folder = join(run.folder, encodeURIComponent(`ci@127.0.0.1:${server.port}`));
  mkdirSync(folder);
  const path = join(folder, 'outbox.db');
  for (const spoil of [
    () => writeFileSync(path, 'no database, but long enough to be taken for one'.repeat(100)),
    () => execFileSync('mkfifo', [path]),
    () => mkdirSync(path),
  ]) {
    spoil();
    for (const args of ['send -r ops --name ci --id one first', 'outbox --name ci']) {
      const { code, error } = await run(args);
      assert.deepEqual([code, error.split('\n').length], [1, 2], error);
      assert.match(error, /^chat-client: \S*outbox\.db can't be used: /);
    }
    rmSync(path, { recursive: true });
  }
  assert.equal((await run('send -r ops --name ci --id one first')).code, 0);
});

test('no server: 69, or kept on disk and sent by the next one, in order, once', async (context) => {
  const server = await serverFor(context);
  const run = scripts(context, server.port);
  await server.end();
  assert.equal((await run('send -r ops --name ci first')).code, 69);
  const kept = await run('send -r ops --name ci --queue --id one first');
  assert.equal(kept.code, 0);
  assert.match(kept.error, /waits in the outbox/);
  assert.match((await run('outbox --name ci')).out, /^one .*#ops .*first\n$/);
  await server.startAgain();
  assert.equal((await run('send -r ops --name ci --queue second')).code, 0);
  assert.match((await run('send -r ops --name ci --queue --id one first')).error, /sent before/);
  const log = await server.log();
  assert.deepEqual([count(log, 'first'), count(log, 'second')], [1, 1]);
  assert.ok(log.indexOf('first') < log.indexOf('second'));
});

test('killed between write and ack and repeated with the same id: one message', async (context) => {
  const server = await serverFor(context);
  const way = await wayWithout(context, server.port);
  const run = scripts(context, way.port);
  way.onAck = () => void server.kill();
  const first = await run('send -r ops --name ci --id deploy-17 --timeout 2s through');
  assert.equal(first.code, 75, first.error);
  way.onAck = undefined;
  await server.startAgain();
  const again = await run('send -r ops --name ci --id deploy-17 --json through');
  assert.equal(again.code, 0, again.error);
  assert.equal(JSON.parse(again.out).duplicate, true);
  assert.equal(count(await server.log(), 'through'), 1);
});

test('the sender killed between write and ack, with a queue: the next one sends nothing twice', async (context) => {
  const server = await serverFor(context);
  const way = await wayWithout(context, server.port);
  const run = scripts(context, way.port);
  way.onAck = () => {};
  const first = await run('send -r ops --name ci --queue --timeout 2s once');
  assert.match(first.error, /waits in the outbox/);
  way.onAck = undefined;
  assert.equal((await run('outbox --name ci --flush')).code, 0);
  assert.equal((await run('outbox --name ci')).out, '');
  assert.equal(count(await server.log(), 'once'), 1);
});

test('what can’t be said ends with its code, and says what to do', async (context) => {
  const server = await serverFor(context);
  const run = scripts(context, server.port);
  const cases: readonly [args: string, input: string, code: number, says: RegExp][] = [
    ['send -r ops', '', 2, /--if-any/],
    ['send -r ops --if-any', '', 0, /^$/],
    ['send -r ops', 'x'.repeat(4001), 77, /--split/],
    ['send -r ops --each-line', `one\n${'x'.repeat(4001)}\ntwo`, 77, /message 2 is not sent/],
    ['send --to nobody hi', '', 77, /Nobody of that name/],
    ['send hi', '', 2, /--room/],
  ];
  for (const [args, input, code, says] of cases) {
    const outcome = await run(args, input);
    assert.equal(outcome.code, code, args);
    assert.match(outcome.error, says);
  }
  const log = await server.log();
  assert.deepEqual([count(log, 'one'), count(log, 'two')], [1, 1]);
});
