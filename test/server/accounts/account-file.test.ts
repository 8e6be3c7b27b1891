// The file itself: who may read it, what happens to one that can't be used, and what a copy of it is worth.
import assert from 'node:assert/strict';
import {
  copyFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { DatabaseFileError } from '../../../src/database/database-file.ts';
import { AccountFile } from '../../../src/server/accounts/account-file.ts';
import { migrations } from '../../../src/server/accounts/migrations.ts';
import { AccountStore, goodPassword, opened, visitorFrom } from '../../support/account-store.ts';
import { temporaryDirectory } from '../log/open-log.ts';

function placeOf(t: TestContext): string {
  return join(temporaryDirectory(t), 'log.txt.accounts.db');
}

function isRefused(path: string, why: RegExp): void {
  assert.throws(
    () => new AccountFile(path),
    (error) => error instanceof DatabaseFileError && why.test(error.message),
  );
}

test('the file and those that SQLite lays beside it are the server’s alone', async (t) => {
  const path = placeOf(t);
  const before = process.umask(0);
  t.after(() => process.umask(before));
  const store = new AccountStore({ path });
  t.after(() => store.accounts.close());
  await store.register('alice');
  const modes = ['', '-wal', '-shm'].map((suffix) => statSync(path + suffix).mode & 0o777);
  assert.deepEqual(modes, [0o600, 0o600, 0o600]);
});

test('a link in its place, or beside it, is not followed, and what it leads to stays as it is', (t) => {
  const path = placeOf(t);
  const other = `${path}.other`;
  writeFileSync(other, '', { mode: 0o644 });
  for (const suffix of ['', '-wal', '-shm']) {
    symlinkSync(other, path + suffix);
    isRefused(path, /is a link: /);
    rmSync(path + suffix);
  }
  symlinkSync(`${path}.nowhere`, path);
  isRefused(path, /is a link/);
  assert.deepEqual([statSync(other).mode & 0o777, statSync(other).size], [0o644, 0]);
  assert.equal(statSync(`${path}.nowhere`, { throwIfNoEntry: false }), undefined);
});

test('accounts, sessions and names are there again after a restart', async (t) => {
  const path = placeOf(t);
  const before = new AccountStore({ path });
  const { token, account } = opened(await before.register('alice'));
  before.accounts.close();
  const after = new AccountStore({ path });
  t.after(() => after.accounts.close());
  assert.equal(
    opened(after.accounts.resume(token, visitorFrom('192.0.2.1'))).account.name,
    'alice',
  );
  assert.equal(after.accounts.holderOf('alice'), account.id);
});

test('a file of a newer version is left alone', (t) => {
  const path = placeOf(t);
  new AccountFile(path).close();
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA user_version = ${migrations.length + 1}`);
  database.close();
  isRefused(path, /newer version/);
});

test('a database of another program is left alone', (t) => {
  const path = placeOf(t);
  const database = new DatabaseSync(path);
  database.exec('CREATE TABLE cookies (name TEXT)');
  database.close();
  isRefused(path, /another program/);
});

test('what is no database is left as it is', (t) => {
  const path = placeOf(t);
  writeFileSync(path, 'alice:secret\n'.repeat(1000));
  isRefused(path, /damaged/);
  assert.equal(readFileSync(path, 'utf8').slice(0, 12), 'alice:secret');
});

test('a file with torn pages, or cut short, is left as it is', async (t) => {
  const path = placeOf(t);
  const store = new AccountStore({ path });
  await store.register('alice');
  store.accounts.close();
  const { size } = statSync(path);
  const torn = `${path}.torn`;
  copyFileSync(path, torn);
  const bytes = readFileSync(torn);
  bytes.fill(0x5a, 8192, size - 4096);
  writeFileSync(torn, bytes);
  isRefused(torn, /damaged/);
  truncateSync(path, size - 4096);
  isRefused(path, /damaged/);
  assert.equal(statSync(path).size, size - 4096);
});

test('a copy of the file holds no password and no token', async (t) => {
  const path = placeOf(t);
  const store = new AccountStore({ path });
  const registered = opened(await store.register('alice', goodPassword, visitorFrom('192.0.2.1')));
  const second = opened(await store.logIn('alice'));
  const asked = { session: second.session, visitor: visitorFrom('192.0.2.1') };
  const next = 'ten green bottles';
  await store.accounts.changePassword({ ...asked, password: goodPassword, next });
  const third = opened(await store.logIn('alice', next));
  store.accounts.close();
  const kept = readdirSync(join(path, '..')).map((name) => readFileSync(join(path, '..', name)));
  const secrets = [registered, second, third].map(({ token }) => token.split('.')[3] ?? '');
  for (const secret of [goodPassword, next, ...secrets])
    for (const form of [
      secret,
      Buffer.from(secret, 'base64url'),
      Buffer.from(secret).toString('hex'),
    ])
      assert.ok(kept.every((bytes) => !bytes.includes(form)));
  // The hash that is there instead is no token: nothing in the file can be shown to come in.
  const database = new DatabaseSync(path);
  t.after(() => database.close());
  const rows = database.prepare('SELECT id, secret FROM sessions').all();
  const copy = new AccountStore({ path });
  t.after(() => copy.accounts.close());
  for (const { id, secret } of rows) {
    const token = `2.${id}.${Buffer.from(secret as Uint8Array).toString('base64url')}`;
    assert.equal(copy.accounts.resume(token, visitorFrom('192.0.2.1')), undefined);
  }
});

test('a store that can not be written says so, once, and goes on when it can', async (t) => {
  const path = placeOf(t);
  const store = new AccountStore({ path });
  t.after(() => store.accounts.close());
  const { session, token } = opened(await store.register('alice'));
  const other = new DatabaseSync(path);
  t.after(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  const refused = store.accounts.end(session);
  assert.equal(typeof refused === 'object' && refused.code, 'storage-unavailable');
  opened(store.accounts.resume(token, visitorFrom('192.0.2.1')));
  store.accounts.setProfile(session.slice(0, 10), { about: 'x' });
  other.exec('ROLLBACK');
  assert.equal(store.accounts.end(session), true);
  assert.deepEqual(store.notes, ['accounts-failed', 'accounts-recovered']);
});

test('the operator hears once of a file that was taken away under the server', async (t) => {
  const path = placeOf(t);
  const store = new AccountStore({ path });
  t.after(() => store.accounts.close());
  store.accounts.check();
  assert.deepEqual(store.notes, []);
  rmSync(path);
  store.accounts.check();
  store.accounts.check();
  assert.deepEqual(store.notes, ['accounts-failed']);
});

test('while another program keeps the file locked, one write waits for it and those after it do not', (t) => {
  const path = placeOf(t);
  const file = new AccountFile(path, 200);
  t.after(() => file.close());
  const other = new DatabaseSync(path);
  t.after(() => other.close());
  const write = () => file.run('DELETE FROM sessions');
  const waitMs = () => Object.values(file.row('PRAGMA busy_timeout') ?? {})[0];
  assert.equal(waitMs(), 200);
  other.exec('BEGIN EXCLUSIVE');
  assert.throws(write, /locked/);
  assert.equal(waitMs(), 0);
  assert.throws(write, /locked/);
  other.exec('ROLLBACK');
  write();
  assert.equal(waitMs(), 200);
});
