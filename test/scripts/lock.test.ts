// The lock that keeps two terminals from installing at once.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { withLock } from '../../scripts/lock.mjs';

const say = () => {};

test('while one works, the others wait', async (t) => {
  const path = lockPath(t);
  let working = 0;
  let most = 0;
  const work = async () => {
    working += 1;
    most = Math.max(most, working);
    await new Promise((resolve) => setImmediate(resolve));
    working -= 1;
  };
  await Promise.all([
    withLock(path, say, work),
    withLock(path, say, work),
    withLock(path, say, work),
  ]);
  assert.equal(most, 1);
  assert.equal(existsSync(path), false);
});

test('work that fails leaves no lock', async (t) => {
  const path = lockPath(t);
  const failing = withLock(path, say, () => Promise.reject(new Error('no network')));
  await assert.rejects(failing, /no network/);
  assert.equal(existsSync(path), false);
});

test('the lock of a process that was killed is taken over', async (t) => {
  const path = lockPath(t);
  const dead = spawnSync(process.execPath, ['--version']).pid;
  writeFileSync(path, `${hostname()} ${dead}`);
  await withLock(path, say, async () => {
    assert.equal(readFileSync(path, 'utf8'), `${hostname()} ${process.pid}`);
  });
});

function lockPath(t: { after: (cleanUp: () => void) => void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-lock-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, 'lock');
}
