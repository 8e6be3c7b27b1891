// What the operator is told in a file: it is the owner's, and does not grow for ever.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { maxOperatorFileBytes, openOperatorLog } from '../../src/server/operator-log.ts';

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
