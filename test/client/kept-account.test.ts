// The token in the person's state folder: who takes it over, who opens a session beside it, when it goes.
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { accountPaths, KeptAccount } from '../../src/client/kept-account.ts';
import { askUnseen, passwordFrom, readPasswordFile } from '../../src/client/password-source.ts';

const kept = (token: string, account = 'alice') => ({ token, account, pending: [] });

function home(context: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-account-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const paths = accountPaths((name) => join(folder, `${name}@server`, 'account.json'));
  const open = (name?: string) => new KeptAccount(paths, name, () => Date.now());
  /** As if a client had left it there that is, or is not, running. */
  const leave = (token: string, holder?: object, name = 'alice') => {
    const path = paths.ofName(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ name, token, ...(holder ? { holder } : {}) }));
  };
  return { folder, paths, open, leave };
}

test('what a login left is used at the next start, under the name and under none', (context) => {
  const { open, paths } = home(context);
  const first = open();
  assert.deepEqual(first.start(), {});
  first.see({ pending: [] });
  first.see(kept('2.a.s1.x'));
  first.release();
  assert.equal(statSync(paths.ofName('alice')).mode & 0o777, 0o600);
  for (const name of ['alice', 'ALICE', undefined]) {
    const again = open(name);
    const start = again.start();
    assert.deepEqual(
      [start.name, start.kept?.token, start.another],
      ['alice', '2.a.s1.x', undefined],
    );
    again.release();
  }
});

test('while another client runs with it a start opens a session beside it, and leaves the file alone', (context) => {
  const { open, leave, paths } = home(context);
  leave('2.a.s1.x', { host: hostname(), pid: process.ppid });
  const second = open('alice');
  assert.equal(second.start().another, true);
  second.see(kept('2.a.s1.x'));
  second.see(kept('2.a.s2.y'));
  assert.match(readFileSync(paths.ofName('alice'), 'utf8'), /2\.a\.s1\.x/);
  assert.equal(second.isLeftBehind(kept('2.a.s2.y')), true, 'it is ended when it is left');
  second.claim(kept('2.a.s2.y'));
  assert.equal(second.isLeftBehind(kept('2.a.s2.y')), false);
  assert.match(readFileSync(paths.ofName('alice'), 'utf8'), /2\.a\.s2\.y/);
});

test('a client that was killed holds nothing; one of another machine may still run', (context) => {
  const { open, leave } = home(context);
  leave('2.a.s1.x', { host: hostname(), pid: 2 ** 22 + 17 });
  assert.equal(open('alice').start().another, undefined);
  leave('2.a.s1.x', { host: `not-${hostname()}`, pid: 1 });
  assert.equal(open('alice').start().another, true);
});

test('logged out or refused, the token is gone; not where another client has written its own', (context) => {
  const { open, leave, paths } = home(context);
  leave('2.a.s1.x');
  const one = open('alice');
  one.start();
  one.see(kept('2.a.s1.x'));
  one.see({ pending: [] });
  assert.equal(existsSync(paths.ofName('alice')), false);
  leave('2.a.s1.x');
  const other = open('alice');
  other.start();
  other.see(kept('2.a.s1.x'));
  leave('2.a.s9.z');
  other.see({ pending: [] });
  other.release();
  assert.match(readFileSync(paths.ofName('alice'), 'utf8'), /2\.a\.s9\.z/);
});

test('a server that calls one what is no name makes no folder of it', (context) => {
  const { open, folder } = home(context);
  const client = open('alice');
  client.start();
  for (const name of ['../../x', '\u001b[2J', 'x'.repeat(128), '']) {
    client.see({ pending: [] });
    client.see(kept('2.a.s1.x', name));
  }
  assert.deepEqual(
    readdirSync(folder).filter((name) => name !== 'alice@server'),
    [],
  );
});

test('a file that is damaged, or no token, is as if there was none', (context) => {
  const { open, leave, paths } = home(context);
  for (const text of ['{', '[]', '{"token":7}', '\u0000', `{"token":"${'x'.repeat(5_000)}"}`]) {
    leave('');
    writeFileSync(paths.ofName('alice'), text);
    assert.deepEqual(open('alice').start(), {}, text.slice(0, 20));
  }
});

test('a password is the first line of its file, and a problem is a sentence without it', (context) => {
  const { folder } = home(context);
  const path = join(folder, 'secret');
  writeFileSync(path, 'correct horse\r\nand more\n');
  assert.deepEqual(readPasswordFile(path), { password: 'correct horse' });
  writeFileSync(path, '\n');
  assert.match(JSON.stringify(readPasswordFile(path)), /has no password/);
  assert.match(JSON.stringify(readPasswordFile(join(folder, 'none'))), /ENOENT/);
});

test('typed before the screen opens, nothing of it is written', async () => {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const stderr = new PassThrough();
  const asked = askUnseen('Password for alice', { stdin, stderr });
  stdin.write('corrext\u007f\u007f');
  stdin.write('ct horse\r');
  assert.deepEqual(await asked, { password: 'correct horse' });
  assert.equal(String(stderr.read()), 'Password for alice: \n');
  const left = askUnseen('Password for alice', { stdin, stderr });
  stdin.write('abc\u0003');
  assert.ok('problem' in (await left));
  assert.ok('problem' in (await askUnseen('Password', { stdin: new PassThrough(), stderr })));
});

test('over plain text a file is not sent at all, and a typed one after a yes', async (context) => {
  const { folder } = home(context);
  const server = { address: 'chat.example.org:7000', isPrivate: false };
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const streams = { stdin, stderr: new PassThrough() };
  const file = await passwordFrom({ file: join(folder, 'x') }, 'alice', server, streams);
  assert.match(JSON.stringify(file), /plain text/);
  const asked = passwordFrom({ asks: true }, 'alice', server, streams);
  stdin.write('n\r');
  assert.deepEqual(await asked, { problem: 'nothing was sent' });
});
