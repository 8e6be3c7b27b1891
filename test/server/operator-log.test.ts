// What the operator is told in a file: it is the owner's, and does not grow for ever.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { maxOperatorFileBytes, openOperatorLog } from '../../src/server/operator-log.ts';

const main = fileURLToPath(new URL('../../src/server/main.ts', import.meta.url));

test('a file is begun anew when it is full, and the one before stays', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'server.log');
  const log = openOperatorLog('info', path);
  while (!existsSync(`${path}.1`)) {
    for (let line = 0; line < 100; line += 1) log.say('info', 'x'.repeat(1000));
    await sleep(1);
  }
  // The new file comes to be a moment after the old one has gone aside.
  while (!existsSync(path)) await sleep(1);
  assert.ok(statSync(`${path}.1`).size < maxOperatorFileBytes * 2);
  assert.equal(statSync(path).mode & 0o777, 0o600);
});

test('a full disk under standard error neither ends the server nor keeps it from ending', {
  skip: !existsSync('/dev/full'),
}, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const full = openSync('/dev/full', 'w');
  const server = spawn(process.execPath, [main, '--port', '0', '--config', 'none'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', full],
  });
  t.after(() => server.kill('SIGKILL'));
  closeSync(full);
  const [open] = await once(server.stdio[1] as Readable, 'data');
  const port = Number(/:(\d+)/.exec(String(open))?.[1]);
  const [first] = await once(connect(port, '127.0.0.1').end('{"type":"ping"}\n'), 'data');
  assert.match(String(first), /hello/);
  server.kill('SIGTERM');
  assert.deepEqual(await once(server, 'exit'), [0, null]);
});
