// Scripts and the chat: real programs, and what becomes of a message when one of them is killed at the worst moment.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { lossyWay } from './lossy-way.ts';
import { bin, ready, serverFor } from './plays.ts';

/** Programs of one person, who has a folder of their own. */
function scripts(context: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const env = { ...process.env, ...ready, PARTYLINE_STATE: folder };
  const start = (port: number, args: string) =>
    spawn(process.execPath, [bin, ...args.split(' '), '--port', String(port)], { env });
  const run = async (port: number, args: string, input = '') => {
    const child = start(port, args);
    child.stdin.end(input);
    const ends = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
    const [[code], out, error] = await ends;
    return { code: code as number, out, error };
  };
  return { start, run };
}

function count(log: string, content: string): number {
  return log.split('\n').filter((line) => line.includes(`> ${content}\t`)).length;
}

test('the server killed between write and ack: the same id again is one message, and tail hears it once', async (context) => {
  const server = await serverFor(context);
  const way = await lossyWay(context, server.port);
  const { start, run } = scripts(context);
  const tail = start(server.port, 'tail -r ops -f -n 0 --json --name ear');
  context.after(() => tail.kill('SIGKILL'));
  const [heard, talk] = [hearing(tail.stdout), hearing(tail.stderr)];
  await server.tells('joined');
  way.onAck = () => void server.kill();
  const first = await run(way.port, 'send -r ops --name ci --id deploy-17 --timeout 2s through');
  assert.equal(first.code, 75, first.error);
  await talk('the connection is lost');
  way.onAck = undefined;
  await server.startAgain();
  const again = await run(way.port, 'send -r ops --name ci --id deploy-17 --json -', 'through\n');
  assert.equal(again.code, 0, again.error);
  assert.equal(JSON.parse(again.out).duplicate, true);
  assert.equal(count(await server.log(), 'through'), 1);
  await talk('connected again');
  const lines = (await heard('"through"')).trim().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).content),
    ['through'],
  );
  tail.kill('SIGINT');
  assert.deepEqual(await once(tail, 'exit'), [130, null]);
});

test('the sender killed between write and ack, with a queue: the next one sends nothing twice', async (context) => {
  const server = await serverFor(context);
  const way = await lossyWay(context, server.port);
  const { start, run } = scripts(context);
  const sender = start(way.port, 'send -r ops --name ci --queue once');
  way.onAck = () => sender.kill('SIGKILL');
  assert.deepEqual(await once(sender, 'exit'), [null, 'SIGKILL']);
  assert.equal(count(await server.log(), 'once'), 1);
  way.onAck = undefined;
  const flushed = await run(way.port, 'outbox --name ci --flush');
  assert.deepEqual(flushed, { code: 0, out: '', error: '' });
  assert.equal((await run(way.port, 'outbox --name ci')).out, '');
  assert.equal(count(await server.log(), 'once'), 1);
});

test('who has read enough ends what follows, though nothing more is said, and leaves no name behind', {
  skip: process.platform !== 'linux',
}, async (context) => {
  const server = await serverFor(context);
  const { run } = scripts(context);
  await run(server.port, 'send -r ops --name ci first');
  const line = `"$0" "$1" tail -r ops -f -n 1 --name ear --port ${server.port} | head -n 1; echo "\${PIPESTATUS[0]}"`;
  const shell = spawn('bash', ['-c', line, process.execPath, bin], {
    env: { ...process.env, ...ready },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  assert.match(await text(shell.stdout), /ci> first.*\n0\n$/);
  assert.equal((await run(server.port, 'users -r ops')).out, '');
});

/** Waits until that has been said; resolves with all that was. */
function hearing(stream: Readable): (what: string) => Promise<string> {
  let all = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    all += chunk;
  });
  return async (what) => {
    while (!all.includes(what)) await once(stream, 'data');
    return all;
  };
}
