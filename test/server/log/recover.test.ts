import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { formatEntry, logHeader } from '../../../src/protocol/log-line.ts';
import { openFileLog } from '../../../src/server/log/file-log.ts';
import {
  entry,
  lines,
  messagesOf,
  OpenedLog,
  openLog,
  temporaryDirectory,
  writeLog,
} from './open-log.ts';

function logPath(t: Parameters<typeof temporaryDirectory>[0]): string {
  return join(temporaryDirectory(t), 'chat_messages.txt');
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

test('a new log has its header, and nobody else may read it or what lies beside it (§7)', async (t) => {
  const opened = await openLog(t);
  assert.equal(opened.text, `${logHeader}\n`);
  assert.equal(modeOf(opened.path), 0o600);
  assert.equal(modeOf(`${opened.path}.lock`), 0o600);
  assert.equal(opened.log.last, 0);
});

test('an empty file gets the header', async (t) => {
  const path = logPath(t);
  writeFileSync(path, '', { mode: 0o600 });
  const opened = await openLog(t, path);
  assert.equal(opened.text, `${logHeader}\n`);
});

test('a file that others can read is closed to them, and that is reported', async (t) => {
  const path = logPath(t);
  writeLog(path, [entry(1)]);
  chmodSync(path, 0o644);
  const opened = await openLog(t, path);
  assert.equal(modeOf(path), 0o600);
  assert.deepEqual(opened.events, [{ type: 'mode-tightened', mode: 0o644 }]);
});

test('a file without a header is served as it is', async (t) => {
  const path = logPath(t);
  writeFileSync(path, lines([entry(3), entry(5)]), { mode: 0o600 });
  const opened = await openLog(t, path);
  assert.deepEqual(opened.log.takeRecent().messages, messagesOf([entry(3), entry(5)]));
  await opened.say({ content: 'six' });
  assert.equal(opened.text.split('\n')[0], formatEntry(entry(3)));
  assert.equal(opened.messages[0]?.seq, 6);
});

test('a torn last line is set aside, reported, and the log goes on before it (§7)', async (t) => {
  const path = logPath(t);
  writeLog(path, [entry(1), entry(2)]);
  const whole = readFileSync(path, 'utf8');
  const torn = '2026-11-20T11:00:00.000Z 3 #general <alice> never ackn';
  appendFileSync(path, torn);
  const opened = await openLog(t, path);
  assert.equal(opened.text, whole);
  assert.equal(readFileSync(`${path}.torn`, 'utf8'), `${torn}\n`);
  assert.equal(modeOf(`${path}.torn`), 0o600);
  assert.deepEqual(opened.events, [
    { type: 'torn-line', bytes: torn.length, movedTo: `${path}.torn` },
  ]);
  await opened.say({});
  assert.deepEqual(
    opened.messages.map(({ seq, prev }) => [seq, prev]),
    [[3, 2]],
  );
});

test('a second torn line joins the first in its file', async (t) => {
  const path = logPath(t);
  for (const torn of ['one', 'two']) {
    writeLog(path, [entry(1)]);
    appendFileSync(path, torn);
    await (await openLog(t, path)).log.close();
  }
  assert.equal(readFileSync(`${path}.torn`, 'utf8'), 'one\ntwo\n');
});

test('a whole line that lacks only its newline is torn too: it was never acknowledged', async (t) => {
  const path = logPath(t);
  writeLog(path, [entry(1)]);
  appendFileSync(path, formatEntry(entry(2)));
  const opened = await openLog(t, path);
  assert.equal(opened.log.last, 1);
});

test('a torn header is written anew', async (t) => {
  const path = logPath(t);
  writeFileSync(path, '# party', { mode: 0o600 });
  const opened = await openLog(t, path);
  assert.equal(opened.text, `${logHeader}\n`);
});

test('a file of nothing but rubbish is served, kept and reported', async (t) => {
  const path = logPath(t);
  const rubbish = Buffer.concat([
    Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 256)),
    Buffer.from('\n'),
  ]);
  writeFileSync(path, rubbish, { mode: 0o600 });
  const opened = await openLog(t, path);
  assert.equal(opened.log.last, 0);
  assert.deepEqual(readFileSync(path), rubbish);
  opened.wholeIndex();
  const [event] = opened.eventsOf('unparsable');
  assert.ok(event !== undefined && event.count > 100);
  assert.equal(event.lines.length, 10);
  await opened.say({ content: 'hello' });
  assert.deepEqual(opened.before('general', 9, 9), opened.messages);
});

test('a file without any newline is one torn line', async (t) => {
  const path = logPath(t);
  writeFileSync(path, 'x'.repeat(200_000), { mode: 0o600 });
  const opened = await openLog(t, path);
  assert.equal(statSync(`${path}.torn`).size, 200_001);
  assert.equal(opened.text, `${logHeader}\n`);
});

test('lines that do not parse are reported with their numbers and left alone (§7)', async (t) => {
  const path = logPath(t);
  writeFileSync(
    path,
    `${logHeader}\n${lines([entry(1)])}\nhello\n# a comment\n#no comment\n${lines([entry(2)])}`,
    { mode: 0o600 },
  );
  const text = readFileSync(path, 'utf8');
  const opened = await openLog(t, path);
  opened.wholeIndex();
  assert.deepEqual(opened.events, [{ type: 'unparsable', count: 2, lines: [4, 6] }]);
  assert.equal(opened.text, text);
});

test('numbers of wrong lines are right where the log is indexed in several parts', async (t) => {
  const path = logPath(t);
  const many = Array.from({ length: 500 }, (_, index) => entry(index + 1));
  const text = [logHeader, ...many.map(formatEntry)];
  text.splice(3, 0, 'early');
  text.splice(400, 0, 'middle');
  text.push('late');
  writeFileSync(path, `${text.join('\n')}\n`, { mode: 0o600 });
  const opened = await openLog(t, path, { limits: { tailBytes: 2_000, blockBytes: 1_000 } });
  opened.wholeIndex(3_000);
  assert.deepEqual(opened.events, [{ type: 'unparsable', count: 3, lines: [4, 401, 504] }]);
});

test('a seq that does not grow is reported, and the next message is after the greatest', async (t) => {
  const path = logPath(t);
  writeLog(path, [entry(1), entry(9), entry(4), entry(9), entry(10)]);
  const opened = await openLog(t, path);
  opened.wholeIndex();
  assert.deepEqual(opened.events, [{ type: 'disordered', count: 2, lines: [4, 5] }]);
  assert.deepEqual(
    opened.log.takeRecent().messages.map(({ seq }) => seq),
    [1, 9, 10],
  );
  await opened.say({});
  assert.equal(opened.messages[0]?.seq, 11);
});

test('a line of 100 KB is a message like any other', async (t) => {
  const path = logPath(t);
  const long = entry(2, { content: 'ä'.repeat(50_000) });
  writeLog(path, [entry(1), long, entry(3)]);
  const opened = await openLog(t, path, { limits: { blockBytes: 64 } });
  assert.deepEqual(opened.before('general', 4, 10), messagesOf([entry(1), long, entry(3)]));
});

test('a second server is refused, in this process too, by either name of the file', async (t) => {
  const directory = temporaryDirectory(t);
  const path = join(directory, 'chat_messages.txt');
  const opened = await openLog(t, path);
  const link = join(directory, 'link');
  symlinkSync(path, link);
  for (const name of [path, link]) {
    await assert.rejects(new OpenedLog(name).open(), { code: 'log-in-use' });
  }
  await opened.say({});
  assert.equal(existsSync(`${link}.lock`), false);
});

test('a refused opening leaves the lock where it is', async (t) => {
  const opened = await openLog(t);
  for (let attempt = 0; attempt < 3; attempt++) {
    await assert.rejects(new OpenedLog(opened.path).open(), { code: 'log-in-use' });
  }
});

test('a closed log can be opened again', async (t) => {
  const opened = await openLog(t);
  await opened.log.close();
  const again = await openLog(t, opened.path);
  assert.equal(again.log.last, 0);
});

test('a symbolic link to a missing file makes the file that it names', async (t) => {
  const directory = temporaryDirectory(t);
  symlinkSync(join(directory, 'real.txt'), join(directory, 'link.txt'));
  await openLog(t, join(directory, 'link.txt'));
  assert.equal(readFileSync(join(directory, 'real.txt'), 'utf8'), `${logHeader}\n`);
});

test('what is no regular file is no log', async (t) => {
  const directory = temporaryDirectory(t);
  mkdirSync(join(directory, 'folder'));
  const options = { durability: 'os', clock: () => 0 } as const;
  const told = { onCommit() {}, onRefused() {}, report() {} };
  await assert.rejects(openFileLog({ ...options, ...told, path: join(directory, 'folder') }), {
    code: 'log-not-a-file',
  });
  await assert.rejects(openFileLog({ ...options, ...told, path: join(directory, 'no', 'log') }), {
    code: 'ENOENT',
  });
});

test('damage of any length at the end does not make a seq come twice', async (t) => {
  const path = logPath(t);
  writeLog(path, [entry(1), entry(2)]);
  appendFileSync(path, 'damage\n'.repeat(5000));
  const opened = await openLog(t, path, {
    limits: { tailMessages: 10, tailBytes: 1000, blockBytes: 512 },
  });
  assert.equal(opened.log.last, 2);
});
