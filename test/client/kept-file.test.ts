// Files that outlive the program.
import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readKept, whileLocked, writeKept } from '../../src/client/kept-file.ts';

function folderFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a file that is not there is empty', (context) => {
  assert.deepEqual(readKept(join(folderFor(context), 'none'), 10), { text: '' });
});

test('what is too long, not UTF-8 or no file is not read, and says so', (context) => {
  const folder = folderFor(context);
  const path = join(folder, 'file');
  writeFileSync(path, 'x'.repeat(1025));
  assert.deepEqual(readKept(path, 1024), { problem: 'it is longer than 1 KiB' });
  assert.deepEqual(readKept(path, 1025), { text: 'x'.repeat(1025) });
  writeFileSync(path, Buffer.from([0x61, 0xff]));
  assert.deepEqual(readKept(path, 1024), { problem: 'it is not UTF-8' });
  assert.ok('problem' in readKept(folder, 1024));
  assert.deepEqual(readKept('/dev/null', 1024), { text: '' });
});

test('a new file and its folders are the owner’s alone', (context) => {
  const path = join(folderFor(context), 'a', 'b', 'file');
  assert.equal(writeKept(path, 'text'), undefined);
  assert.deepEqual(readKept(path, 10), { text: 'text' });
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(statSync(join(path, '..')).mode & 0o777, 0o700);
});

test('a mode and a symbolic link stay, and nothing is left beside', (context) => {
  const folder = folderFor(context);
  const real = join(folder, 'real');
  const link = join(folder, 'link');
  writeFileSync(real, 'old');
  chmodSync(real, 0o644);
  symlinkSync('real', link);
  assert.equal(writeKept(link, 'new'), undefined);
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.equal(readFileSync(real, 'utf8'), 'new');
  assert.equal(statSync(real).mode & 0o777, 0o644);
  assert.deepEqual(readdirSync(folder).sort(), ['link', 'real']);
});

test('a link to what is not there yet makes it there', (context) => {
  const folder = folderFor(context);
  symlinkSync('dotfiles/file', join(folder, 'link'));
  assert.equal(writeKept(join(folder, 'link'), 'new'), undefined);
  assert.equal(readFileSync(join(folder, 'dotfiles', 'file'), 'utf8'), 'new');
});

test('what can’t be written says why: a folder, a link to itself, a folder that is a file', (context) => {
  const folder = folderFor(context);
  mkdirSync(join(folder, 'folder'));
  symlinkSync('loop', join(folder, 'loop'));
  writeFileSync(join(folder, 'file'), '');
  assert.equal(writeKept(join(folder, 'folder'), ''), 'it is no file');
  assert.equal(writeKept(join(folder, 'loop'), ''), 'its links lead nowhere');
  assert.equal(writeKept(join(folder, 'file', 'x'), ''), 'its folder is a file');
  assert.equal(writeKept('/dev/null', 'text'), 'it is no file');
});

test('while one has the lock, another has to wait; who crashed with it is waited for five seconds', (context) => {
  const path = join(folderFor(context), 'file');
  const now = Date.now();
  const isRun = whileLocked(path, now, () => {
    assert.equal(
      whileLocked(path, now, () => assert.fail()),
      false,
    );
  });
  assert.equal(isRun, true);
  writeFileSync(`${path}.lock`, '');
  utimesSync(`${path}.lock`, now / 1000 - 6, now / 1000 - 6);
  assert.equal(
    whileLocked(path, now, () => {}),
    false,
  );
  assert.equal(
    whileLocked(path, now, () => {}),
    true,
  );
});
