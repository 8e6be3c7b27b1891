// The client in pipes: text in, text out, an exit code that scripts can trust.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { bin, inPipe, serverFor } from './plays.ts';

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

function pipe(port: number, input: string, ...args: string[]): Promise<Outcome> {
  return run(input, '--port', String(port), ...args);
}

async function run(input: string, ...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [bin, ...args], { env: inPipe });
  child.stdin.end(input);
  const ends = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  const [[code], out, error] = await ends;
  return { code: code as number, out, error };
}

test('lines in are messages; at the end of input all of them are in the log', async (context) => {
  const server = await serverFor(context);
  const { code, out, error } = await pipe(
    server.port,
    'one\n\ntwo\n',
    '--name',
    'ci',
    '--room',
    'ops',
  );
  assert.deepEqual({ code, error }, { code: 0, error: '' });
  assert.match(out, /^\S+Z \d+ #ops <ci> one\n\S+Z \d+ #ops <ci> two\n$/);
  assert.match(await server.log(), /#ops <ci> one\t.*\n.* #ops <ci> two\t/);
});

test('commands work in a pipe too', async (context) => {
  const server = await serverFor(context);
  const { code, out } = await pipe(server.port, '/join ops\nhere\n/me waves\n', '--name', 'ci');
  assert.equal(code, 0);
  assert.match(out, /#ops <ci> here\n.*#ops \* ci waves\n$/);
});

test('--json prints what the server says, a line each', async (context) => {
  const server = await serverFor(context);
  const { code, out } = await pipe(server.port, 'hi\n', '--name', 'ci', '--json');
  const types = out
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { type: string }).type);
  assert.equal(code, 0);
  for (const type of ['welcome', 'joined', 'ack', 'message']) assert.ok(types.includes(type), out);
});

test('at the address of the page it does the same, through a WebSocket', async (context) => {
  const server = await serverFor(context, '--path-prefix', '/chat', '--log-level', 'debug');
  const page = `http://127.0.0.1:${server.port}/chat`;
  const { code, out, error } = await run('one\ntwo\n', page, '--name', 'ci');
  assert.deepEqual({ code, error }, { code: 0, error: '' });
  assert.match(out, /^\S+Z \d+ #general <ci> one\n\S+Z \d+ #general <ci> two\n$/);
  const { name, transport, reason } = await server.tells('disconnected');
  assert.deepEqual([name, transport, reason], ['ci', 'websocket', 'closed']);
});

test('without a server it ends with 69 and one line', async () => {
  const { code, out, error } = await pipe(1, 'hi\n');
  assert.deepEqual({ code, out }, { code: 69, out: '' });
  assert.match(error, /^chat-client: [^\n]+\n$/);
});

test('a refused message makes it end with 77', async (context) => {
  const server = await serverFor(context);
  const { code, error } = await pipe(server.port, `${'x'.repeat(4001)}\nfine\n`, '--name', 'ci');
  assert.equal(code, 77);
  assert.notEqual(error, '');
  assert.match(await server.log(), /<ci> fine/);
});

test('when nobody reads its output any more it ends quietly', async (context) => {
  const server = await serverFor(context);
  const child = spawn(process.execPath, [bin, '--port', String(server.port)], { env: inPipe });
  const exited = once(child, 'exit');
  child.stdout.destroy();
  child.stdin.write('one\ntwo\nthree\n');
  const [code] = await exited;
  assert.equal(code, 0);
});
