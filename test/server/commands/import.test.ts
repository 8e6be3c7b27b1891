import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { checkContent } from '../../../src/protocol/content.ts';
import { isRefusal } from '../../../src/protocol/errors.ts';
import { formatEntry, logHeader } from '../../../src/protocol/log-line.ts';
import type { Entry } from '../../../src/protocol/messages.ts';
import { exportCommand } from '../../../src/server/commands/export.ts';
import { importCommand } from '../../../src/server/commands/import.ts';
import { inputLines } from '../../../src/server/commands/input-lines.ts';
import { verifyCommand } from '../../../src/server/commands/verify.ts';
import { chatServer, within } from '../../support/chat-command.ts';
import { ChatServer } from '../../support/chat-server.ts';
import { fc } from '../../support/generated.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { entry, lines, temporaryDirectory, writeLog } from '../log/open-log.ts';

const json = (...messages: readonly object[]): string =>
  messages.map((message) => `${JSON.stringify({ type: 'message', ...message })}\n`).join('');

/** A log and a file to import into it. */
function files(t: TestContext, log: readonly Entry[] | undefined, input: string | Buffer) {
  const folder = temporaryDirectory(t);
  const [path, file] = [join(folder, 'log.txt'), join(folder, 'in.jsonl')];
  if (log !== undefined) writeLog(path, log);
  writeFileSync(file, input);
  return { path, file, text: () => readFileSync(path, 'utf8') };
}

describe('chat-server import', () => {
  it('makes of what a server’s log exports the same log, byte for byte; a second time nothing', async (t) => {
    const server = await ChatServer.start('--rate', '0');
    t.after(() => server.stop());
    const ann = await RawPeer.enter(server.port, 'ann');
    const bob = await RawPeer.enter(server.port, 'bob', 'ops');
    ann.say({ type: 'send', id: '0', room: 'general', content: 'first' });
    await ann.hears('ack');
    for (let number = 1; number <= 50; number++) {
      ann.say({ type: 'send', room: 'general', content: 'again', target: 1 });
      ann.say({
        type: 'send',
        id: `${number}`,
        room: 'general',
        content: `\t\\ \n${number} 👩‍👩‍👧`,
      });
      bob.say({ type: 'send', id: `${number}`, to: 'ann', kind: 'action', content: 'waves' });
    }
    bob.say({ type: 'send', id: 'last', room: 'ops', kind: 'topic', content: 'News' });
    await ann.hears('ack', ({ id }) => id === '50');
    await bob.hears('ack', ({ id }) => id === 'last');
    const log = join(server.folder, 'chat_messages.txt');
    const copy = join(server.folder, 'copy.txt');
    const { stdout: input } = await chatServer(['export', '--json', '--log', log]);
    const once = await chatServer(['import', '--log', copy], { input });
    assert.deepEqual(once, {
      code: 0,
      stdout: '',
      stderr: 'imported 152, skipped 0 that were there\n',
    });
    assert.ok(readFileSync(copy).equals(readFileSync(log)));
    assert.equal(statSync(copy).mode & 0o777, 0o600);
    const twice = await chatServer(['import', '-', '--log', copy], { input });
    assert.equal(twice.stderr, 'imported 0, skipped 152 that were there\n');
    assert.ok(readFileSync(copy).equals(readFileSync(log)));
    ann.socket.destroy();
    bob.socket.destroy();
  });

  it('is refused while a server has the log', async (t) => {
    const server = await ChatServer.start();
    t.after(() => server.stop());
    const before = await server.log();
    const log = join(server.folder, 'chat_messages.txt');
    const { code, stderr } = await chatServer(['import', '--log', log], { input: json(entry(1)) });
    assert.equal(stderr, `chat-server: ${log} is in use by a server: stop the server first\n`);
    assert.equal(code, 1);
    assert.equal(await server.log(), before);
  });

  it('makes one log of two, which is in order, and in which nothing is twice', async (t) => {
    const log = [entry(1, { id: 'a-1' }), entry(2, { id: 'a-2' })];
    const theirs = json(entry(1, { id: 'b-1' }), entry(2, { id: 'a-2' }), entry(3, { target: 1 }));
    const { path, file, text } = files(t, log, theirs);
    const { stderr } = await within(importCommand, [file, '--log', path]);
    assert.equal(stderr, 'imported 2, skipped 1 that were there\n');
    const added = text().split('\n').slice(3).join('\n');
    assert.match(
      added,
      /^\S+ 3 #general <alice> hello\t{"id":"b-1"}\n\S+ 4 #general <alice> \(reply 3\) hello\t{"target":3,"id":"import-/,
    );
    assert.equal((await within(verifyCommand, [path])).code, 0);
  });

  it('knows what rotation moved out of the log, and goes on from there', async (t) => {
    const { path, file, text } = files(t, undefined, json(entry(4, { id: 'a-4' }), entry(6)));
    writeLog(`${path}.1`, [entry(4, { id: 'a-4' })]);
    writeFileSync(path, `${logHeader}\n# continues after 5\n`, { mode: 0o600 });
    const { stderr } = await within(importCommand, [file, '--log', path]);
    assert.equal(stderr, 'imported 1, skipped 1 that were there\n');
    assert.equal(text(), `${logHeader}\n# continues after 5\n${lines([entry(6)])}`);
  });

  it('sets a torn last line aside, as the server does', async (t) => {
    const next = entry(2, { content: 'next' });
    const { path, file, text } = files(t, [entry(1)], json(next));
    writeFileSync(path, `${text()}2026-11-20T12:`);
    const { stderr } = await within(importCommand, [file, '--log', path]);
    assert.match(stderr, /^the log's last line was torn: it is in .*\.torn now\nimported 1, /);
    assert.equal(text(), `${logHeader}\n${lines([entry(1), next])}`);
  });

  it('checks a file as a whole: after a wrong line, nothing is imported', async (t) => {
    const { path, file } = files(t, undefined, `${json(entry(1))}\nwrong\n`);
    const { code, stderr } = await within(importCommand, [file, '--log', path]);
    assert.match(
      stderr,
      /in\.jsonl:3: no JSON: give one message a line, .*; nothing was imported\n$/,
    );
    assert.equal(code, 1);
    assert.ok(!existsSync(path));
  });

  it('takes from standard input what stands before the first wrong line', async (t) => {
    const { path, text } = files(t, undefined, '');
    const input = [Buffer.from(json(entry(1), entry(2), { ...entry(3), kind: 'poll' }, entry(4)))];
    const { code, stderr } = await within(importCommand, ['--log', path], input);
    assert.match(stderr, /^chat-server: standard input:3: "kind" is missing or wrong: .*\n/);
    assert.match(
      stderr,
      /; what was before it is imported\nimported 2, skipped 0 that were there\n$/,
    );
    assert.equal(code, 1);
    assert.equal(text(), `${logHeader}\n${lines([entry(1), entry(2)])}`);
  });

  const wrong: readonly (readonly [string, object | string, RegExp])[] = [
    ['no JSON', 'hello\n', /no JSON/],
    ['no object', '[1]\n', /no JSON object|missing or wrong/],
    ['another event', json({ ...entry(5), type: 'ack' }), /"type" is missing or wrong/],
    ['no content', json({ ...entry(5), content: undefined }), /"content" is missing or wrong/],
    ['seq 0', json(entry(0)), /"seq" is missing or wrong/],
    ['a seq that was there', json(entry(1)), /seq 1 does not grow: 1 is before it/],
    ['a wrong id', json(entry(5, { id: 'a b' })), /"id" is missing or wrong/],
    ['an edit without a target', json(entry(5, { kind: 'edit' })), /"edit" needs a "target"/],
    ['a target after it', json(entry(5, { target: 5 })), /"target" 5 is not before it/],
    ['a wrong room', json(entry(5, { room: 'a b' })), /A room name is/],
    ['a wrong sender', json(entry(5, { sender: '<b>' })), /A name is/],
    ['a third one in a direct room', json(entry(5, { room: '@bob+eve' })), /alice is not one of/],
    [
      'between whom, in a room for all',
      json(entry(5, { between: ['a', 'b'] })),
      /"between" is for direct rooms, and general is none/,
    ],
    [
      'between one alone',
      json({ ...entry(5, { room: '@alice+bob' }), between: ['a'] }),
      /"between" is missing or wrong: not two owners/,
    ],
    ['empty content', json(entry(5, { content: ' ' })), /the message is empty/],
    ['an escape sequence', json(entry(5, { content: '\u001b[2J' })), /control characters/],
    ['half a character', json(entry(5, { content: '\ud800' })), /half a character/],
    ['a local time', json(entry(5, { timestamp: '2026-11-20T12:00' })), /"timestamp" is no time/],
    ['a day that is none', json(entry(5, { timestamp: '2026-02-30T12:00:00.000Z' })), /no time/],
    ['a far future', json(entry(5, { timestamp: '2027-11-20T12:00:00.000Z' })), /in the future/],
  ];

  for (const [title, line, fault] of wrong) {
    it(`says where and why a line is wrong: ${title}`, async (t) => {
      const { path, file } = files(t, undefined, `${json(entry(1))}${line}`);
      const { code, stderr } = await within(importCommand, [file, '--log', path]);
      assert.match(stderr, /^chat-server: .*in\.jsonl:2: .*; nothing was imported\n$/);
      assert.match(stderr, fault);
      assert.equal(code, 1);
    });
  }

  it('says in one line what it cannot read', async (t) => {
    const folder = temporaryDirectory(t);
    const cases: [string[], RegExp][] = [
      [['import', join(folder, 'none')], /^chat-server: there is no .*none: name the file/],
      [['import', '-', '--log', folder], /^chat-server: .* is a directory/],
      [
        ['import', '-', '--log', join(folder, 'no', 'log')],
        /^chat-server: there is no .*log: name/,
      ],
    ];
    for (const [args, message] of cases) {
      const { code, stderr } = await chatServer(args);
      assert.match(stderr, message);
      assert.equal(code, 1);
    }
  });
});

/** All of Unicode that may be said. */
const content = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 30 })
  .map((text) => checkContent('text', text))
  .filter((text): text is string => !isRefusal(text));

it('whatever may be said comes back from export and import byte for byte', async (t) => {
  const folder = temporaryDirectory(t);
  const [log, file, copy] = ['log.txt', 'out.jsonl', 'copy.txt'].map((name) => join(folder, name));
  const contents = fc.sample(content, { numRuns: 3_000, seed: 20 });
  writeLog(
    log as string,
    contents.map((text, at) => entry(at + 1, { content: text })),
  );
  const { stdout } = await within(exportCommand, ['--json', '--log', log as string]);
  writeFileSync(file as string, stdout);
  await within(importCommand, [file as string, '--log', copy as string]);
  assert.ok(readFileSync(copy as string).equals(readFileSync(log as string)));
});

it('whatever a log holds comes out of an export as it was', async (t) => {
  const path = join(temporaryDirectory(t), 'log.txt');
  const contents = fc.sample(fc.string({ unit: 'binary' }), { numRuns: 2_000, seed: 20 });
  const entries = contents.map((text, at) => entry(at + 1, { content: text }));
  writeLog(path, entries);
  const { stdout } = await within(exportCommand, ['--json', '--log', path]);
  const got = stdout.trimEnd().split('\n');
  assert.deepEqual(
    got.map((line) => JSON.parse(line).content),
    contents,
  );
  const plain = await within(exportCommand, ['--log', path]);
  assert.equal(plain.stdout, entries.map((each) => `${formatEntry(each)}\n`).join(''));
});

it('lines come out with their numbers however the bytes are cut', async () => {
  const bytes = Buffer.from('ä\n\n \nü👍\r\nlast');
  for (let size = 1; size <= bytes.length; size++) {
    const chunks: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
    const got = (await Array.fromAsync(inputLines(from(chunks)))).flat();
    assert.deepEqual(got, [
      { number: 1, text: 'ä' },
      { number: 4, text: 'ü👍\r' },
      { number: 5, text: 'last' },
    ]);
  }
});

it('a line that is no text or has no end is told with its number', async () => {
  const latin = Buffer.from('a\nb\ncaf\xe9\nd\n', 'latin1');
  const [first] = await Array.fromAsync(inputLines(from([latin])));
  assert.deepEqual(first?.at(-1), { number: 3, fault: 'no valid UTF-8' });
  const endless = Array.from({ length: 20 }, () => Buffer.alloc(100_000, 'x'));
  const all = await Array.fromAsync(inputLines(from([Buffer.from('a\n'), ...endless])));
  assert.deepEqual(all.at(-1), [{ number: 2, fault: 'longer than 1048576 bytes' }]);
});

async function* from(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}
