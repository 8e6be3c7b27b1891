// Where a person's own server has its things, and what is no place of theirs.
import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeOwnFolder, ownPlaces, userId, whyNotOwn } from '../../../src/sdk/node/own-places.ts';

const nobody = 4_000_000;

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('what stays is in the data folder, what runs in the runtime folder', (t) => {
  const run = folderOf(t);
  const env = { XDG_RUNTIME_DIR: run, XDG_DATA_HOME: '/data' };
  const places = ownPlaces(env, userId(), '/home/ann');
  assert.equal(places.socket, join(run, 'partyline', 'chat.sock'));
  assert.equal(places.log, '/data/partyline/chat_messages.txt');
  assert.equal(ownPlaces({}, nobody, '/home/ann').data, '/home/ann/.local/share/partyline');
});

test('a runtime folder that is not set, not there, or somebody else’s is not taken', (t) => {
  const run = folderOf(t);
  const own = `/tmp/partyline-${nobody}`;
  assert.equal(ownPlaces({}, nobody).runtime, own);
  assert.equal(ownPlaces({ XDG_RUNTIME_DIR: join(run, 'none') }, nobody).runtime, own);
  assert.equal(ownPlaces({ XDG_RUNTIME_DIR: 'run' }, nobody).runtime, own);
  // As it is after sudo, where it is still that of who called it.
  assert.equal(ownPlaces({ XDG_RUNTIME_DIR: run }, nobody).runtime, own);
});

test('the environment names other folders', () => {
  const places = ownPlaces({ PARTYLINE_RUNTIME: '/r', PARTYLINE_DATA: '/d' });
  assert.equal(places.socket, '/r/chat.sock');
  assert.equal(places.key, '/d/web.key');
});

test('a folder that somebody else made, or may write to, is refused in a sentence', (t) => {
  const folder = folderOf(t);
  assert.equal(whyNotOwn(folder), undefined);
  assert.equal(whyNotOwn(join(folder, 'none')), undefined);
  assert.match(whyNotOwn(folder, nobody) ?? '', /belongs to somebody else/);
  const link = join(folder, 'link');
  symlinkSync(folder, link);
  assert.match(whyNotOwn(link) ?? '', /is a link/);
  writeFileSync(join(folder, 'file'), '');
  assert.match(whyNotOwn(join(folder, 'file')) ?? '', /is no folder/);
  const open = join(folder, 'open');
  mkdirSync(open);
  chmodSync(open, 0o770);
  assert.match(whyNotOwn(open) ?? '', /others can write to/);
});

test('a folder that can’t be made says why, and what to do', (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'file'), '');
  assert.equal(makeOwnFolder(join(folder, 'a', 'b'), 'PARTYLINE_DATA'), undefined);
  assert.equal(makeOwnFolder(join(folder, 'a', 'b'), 'PARTYLINE_DATA'), undefined);
  assert.equal(statSync(join(folder, 'a', 'b')).mode & 0o777, 0o700);
  if (process.platform === 'linux')
    assert.match(makeOwnFolder('/proc/none/a', 'PARTYLINE_DATA') ?? '', /can't be made/);
  const why = makeOwnFolder(join(folder, 'file', 'b'), 'PARTYLINE_DATA');
  assert.match(why ?? '', /a file is in its way; name another folder by PARTYLINE_DATA/);
});
