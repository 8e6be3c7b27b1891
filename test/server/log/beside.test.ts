import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRotatedName } from '../../../src/server/log/beside.ts';

test('older parts of the log are told from the server’s own files beside it', () => {
  const isPart = (name: string) => isRotatedName('log.txt', name);
  for (const name of ['log.txt.1', 'log.txt.2026-11-20', 'log.txt.old']) assert.ok(isPart(name));
  for (const suffix of [
    'key',
    'lock',
    'read',
    'index.db',
    'accounts.db',
    'accounts.db-wal',
    'accounts.db.copy',
    'hooks.db',
    'hooks.db-shm',
  ])
    assert.ok(!isPart(`log.txt.${suffix}`), suffix);
});
