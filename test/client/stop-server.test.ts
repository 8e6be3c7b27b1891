// Who is stopped: the process at the socket, whatever stands in the file beside it.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { stopServer } from '../../src/client/stop-server.ts';
import { ownPlaces } from '../../src/sdk/node/own-places.ts';
import { ready } from './plays.ts';

const main = fileURLToPath(new URL('../../bin/chat-server.js', import.meta.url));
const ways = { skip: process.platform === 'win32' ? 'there are no Unix sockets' : false };

/** A home whose file tells of a process that is none of a server's. */
async function forgedHome(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const env = { PARTYLINE_RUNTIME: join(folder, 'run'), PARTYLINE_DATA: join(folder, 'data') };
  const places = ownPlaces(env);
  mkdirSync(places.runtime, { mode: 0o700 });
  mkdirSync(places.data, { mode: 0o700 });
  const bystander = started(t, ['-e', 'setInterval(() => {}, 1000); console.log("here")']);
  await once(bystander.stdout ?? bystander, 'data');
  const about = { pid: bystander.pid, version: '1.0.0', log: '/nowhere' };
  const stop = async () => {
    const told: string[] = [];
    writeFileSync(places.about, JSON.stringify(about), { mode: 0o600 });
    const stderr = { write: (text: string) => told.push(text) };
    const code = await stopServer({ env, stderr: stderr as unknown as NodeJS.WriteStream });
    return { code, said: told.join('') };
  };
  const isUnharmed = () => bystander.exitCode === null && bystander.signalCode === null;
  return { places, stop, isUnharmed };
}

function started(t: TestContext, args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...ready } });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

test(
  'the server at the socket is stopped, not the process that an old file tells of',
  ways,
  async (t) => {
    const { places, stop, isUnharmed } = await forgedHome(t);
    const { socket, log } = places;
    const server = started(t, [main, '--config', 'none', '--socket', socket, '--log', log]);
    await once(server.stdout ?? server, 'data');
    const ended = once(server, 'exit');
    assert.deepEqual(await stop(), { code: 0, said: 'chat-client: the server has stopped\n' });
    assert.deepEqual(await ended, [0, null]);
    assert.ok(isUnharmed());
    assert.ok(existsSync(places.stopped));
    assert.match((await stop()).said, /no server of yours is running/);
    assert.ok(isUnharmed());
  },
);

test('who does not tell its process is not guessed at', ways, async (t) => {
  const { places, stop, isUnharmed } = await forgedHome(t);
  const refusal = JSON.stringify({ type: 'error', code: 'hello-required', message: 'Say hello.' });
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => socket.end(`${refusal}\n`));
  });
  server.listen(places.socket);
  await once(server, 'listening');
  t.after(() => server.close());
  const { code, said } = await stop();
  assert.equal(code, 1);
  assert.match(said, /does not tell its process: stop it yourself/);
  assert.ok(isUnharmed());
  assert.ok(!existsSync(places.stopped));
});
