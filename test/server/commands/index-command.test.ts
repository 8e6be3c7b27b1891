import assert from 'node:assert/strict';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { before, describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { indexCommand } from '../../../src/server/commands/index-command.ts';
import { chatServer, within } from '../../support/chat-command.ts';
import { ChatServer } from '../../support/chat-server.ts';
import { largeLogEntry, writeLargeLog } from '../../support/large-log.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { PersonAtScreen } from '../../support/screen.ts';
import { openLog, temporaryDirectory, writeLog } from '../log/open-log.ts';

const main = fileURLToPath(new URL('../../../src/server/main.ts', import.meta.url));
/** Three parts of the index, and a rest. */
const messages = 80_000;

let large: Buffer;
before((t) => {
  const path = join(temporaryDirectory(t as TestContext), 'large.txt');
  writeLargeLog(path, messages);
  large = readFileSync(path);
});

function largeLog(t: TestContext): { path: string; indexPath: string } {
  const path = join(temporaryDirectory(t), 'log.txt');
  writeFileSync(path, large, { mode: 0o600 });
  return { path, indexPath: `${path}.index.db` };
}

function smallLog(t: TestContext): string {
  const path = join(temporaryDirectory(t), 'log.txt');
  writeLog(path, [1, 2, 3].map(largeLogEntry));
  return path;
}

describe('chat-server index', () => {
  it('says that there is none yet, and ends with 1', async (t) => {
    const path = smallLog(t);
    const { code, stdout, stderr } = await within(indexCommand, ['--log', path]);
    assert.deepEqual({ code, stderr }, { code: 1, stderr: '' });
    assert.match(stdout, /^there is no .*log\.txt\.index\.db: a server makes it/);
    assert.equal(statSync(`${path}.index.db`, { throwIfNoEntry: false }), undefined);
  });

  it('names a log that is not there in one line, with and without --rebuild, and makes none', async (t) => {
    const path = join(temporaryDirectory(t), 'none.txt');
    for (const flags of [[], ['--rebuild']]) {
      const { code, stdout, stderr } = await within(indexCommand, [...flags, '--log', path]);
      assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
      assert.match(stderr, /^chat-server: there is no .*none\.txt: [^\n]*\n$/);
    }
    assert.equal(statSync(path, { throwIfNoEntry: false }), undefined);
  });

  it('says what is indexed of a log that a server is writing, and leaves both alone', async (t) => {
    const server = await ChatServer.start();
    t.after(() => server.stop());
    const ann = await RawPeer.enter(server.port, 'ann');
    t.after(() => ann.socket.destroy());
    ann.say({ type: 'send', room: 'general', content: 'hello' });
    ann.say({ type: 'search', query: 'hello' });
    // So its thread is there.
    await ann.hears('results');
    const log = join(server.folder, 'chat_messages.txt');
    const ended = await within(indexCommand, ['--log', log]);
    assert.equal(ended.code, 0, ended.stdout);
    assert.match(ended.stdout, /: 0 parts, .* MB; whole, as the rest is read at each start\n$/);
  });

  it('says how much is missing', async (t) => {
    const { path, indexPath } = largeLog(t);
    const opened = await openLog(t, path);
    const keeper = opened.index();
    while (keeper.archive.sealed.parts === 0) keeper.work();
    opened.closeIndex();
    const { code, stdout } = await within(indexCommand, ['--log', path]);
    assert.equal(code, 1);
    assert.ok(stdout.startsWith(`${indexPath}: 1 part, `), stdout);
    assert.match(stdout, /; \d+\.\d MB are still to be indexed, which a server does by itself\n$/);
  });

  it('finds what is not sound: noise, another log’s, half of it, no index at all', async (t) => {
    const { path, indexPath } = largeLog(t);
    await within(indexCommand, ['--rebuild', '--log', path]);
    const sound = readFileSync(indexPath);
    const noise = Buffer.from(sound);
    noise.fill(0xa5, 1_000_000, 1_020_000);
    const other = smallLog(t);
    for (const [log, bytes] of [
      [path, noise],
      [path, sound.subarray(0, sound.length / 2)],
      [path, Buffer.from('what is this')],
      [other, sound],
    ] as const) {
      writeFileSync(`${log}.index.db`, bytes);
      const { code, stdout } = await within(indexCommand, ['--log', log]);
      assert.equal(code, 1);
      assert.match(stdout, /^[^\n]*: not sound: [^\n]+; delete it, and a server makes it[^\n]*\n$/);
      assert.ok(readFileSync(`${log}.index.db`).equals(bytes));
    }
  });
});

describe('chat-server index --rebuild', () => {
  it('makes the index anew, whatever was there, and sums up in one line', async (t) => {
    const { path, indexPath } = largeLog(t);
    for (const old of ['', 'noise'.repeat(10_000)]) {
      writeFileSync(indexPath, old);
      const { code, stdout, stderr } = await chatServer(['index', '--rebuild', '--log', path]);
      assert.deepEqual({ code, stdout }, { code: 0, stdout: '' });
      assert.match(
        stderr,
        /^\S+\.index\.db: 3 parts, \d+\.\d MB, for 1\d\.\d of the log's 2\d\.\d MB; whole, .*; made in \d+\.\d s from 80,001 lines\n$/,
      );
    }
    assert.equal((await within(indexCommand, ['--log', path])).code, 0);
    assert.equal(statSync(indexPath).mode & 0o777, 0o600);
    assert.ok(readFileSync(path).equals(large));
  });

  it('makes what a server then finds whole, and answers from', async (t) => {
    const { path } = largeLog(t);
    await within(indexCommand, ['--rebuild', '--log', path]);
    const opened = await openLog(t, path);
    const { archive } = opened.index();
    assert.deepEqual([archive.sealed.parts, archive.progress.left], [3, 0]);
    const [found] = opened.before('room-2', 8, 1);
    assert.equal(found?.seq, 7);
  });

  it('is refused while a server has the log, in one line that says what to do', async (t) => {
    const server = await ChatServer.start();
    t.after(() => server.stop());
    const log = join(server.folder, 'chat_messages.txt');
    const { code, stderr } = await chatServer(['index', '--rebuild', '--log', log]);
    assert.equal(code, 1);
    assert.equal(
      stderr,
      `chat-server: ${log} is in use: stop the server first, or delete ${log}.index.db: ` +
        'the running server makes it again by itself\n',
    );
  });

  it('says in one line what it can not write', async (t) => {
    const path = smallLog(t);
    // A folder of that name: nothing can be put in its place.
    mkdirSync(`${path}.index.db`);
    const { code, stderr } = await within(indexCommand, ['--rebuild', '--log', path]);
    assert.equal(code, 1);
    assert.match(stderr, /^chat-server: the index can't be made: [^\n]+\n$/);
  });

  it('sets a torn last line aside as a start does, and says so', async (t) => {
    const path = smallLog(t);
    const file = openSync(path, 'a');
    writeSync(file, '2026-11-20T12:00:00.123Z 9 #gen');
    closeSync(file);
    const { code, stderr } = await within(indexCommand, ['--rebuild', '--log', path]);
    assert.equal(code, 0);
    assert.match(stderr, /^the log's last line was torn: it is in .*\.torn now\n/);
  });

  it('draws how far it is on a terminal, and leaves one line', async (t) => {
    const { path } = largeLog(t);
    const args = [main, 'index', '--rebuild', '--log', path];
    const person = new PersonAtScreen(process.execPath, args, { columns: 60 });
    t.after(() => person.close());
    assert.equal(await person.exited, 0);
    assert.match(person.received, /index {2,3}\d+% {2}[█░]+ .*of 1\d\.\d MB/);
    assert.doesNotMatch(person.text, /[█░]/);
    assert.match(person.text.replaceAll('\n', ''), /^\S+\.index\.db: 3 parts, /);
  });

  it('ends on Ctrl-C with a clean line; what is done stays, and a server goes on', async (t) => {
    const path = join(temporaryDirectory(t), 'log.txt');
    writeLargeLog(path, 4 * messages);
    const args = [main, 'index', '--rebuild', '--log', path];
    const person = new PersonAtScreen(process.execPath, args);
    t.after(() => person.close());
    // Some parts are whole by then, and however busy the machine is, not all.
    await person.sees(/index +[3-9]\d% /);
    person.type('\u0003');
    assert.equal(await person.exited, 130);
    assert.doesNotMatch(person.text, /[█░]/);
    assert.match(person.text, /interrupted in \d/);
    assert.equal(statSync(`${path}.index.db-journal`, { throwIfNoEntry: false }), undefined);
    const opened = await openLog(t, path);
    const { archive } = opened.index();
    const { parts, bytes } = archive.sealed;
    assert.ok(parts > 0 && archive.progress.left > 0);
    assert.ok(archive.progress.left < archive.progress.all - bytes);
    opened.wholeIndex();
    assert.equal(archive.progress.left, 0);
    assert.ok(archive.sealed.parts > parts);
  });
});
