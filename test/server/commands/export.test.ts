import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { logHeader } from '../../../src/protocol/log-line.ts';
import type { Entry } from '../../../src/protocol/messages.ts';
import { exportCommand } from '../../../src/server/commands/export.ts';
import { chatServer, within } from '../../support/chat-command.ts';
import { ChatServer } from '../../support/chat-server.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { entry, lines, messagesOf, noon, temporaryDirectory, writeLog } from '../log/open-log.ts';

const main = fileURLToPath(new URL('../../../src/server/main.ts', import.meta.url));

/** Five messages, one an hour, the last at noon. */
const talk: readonly Entry[] = [
  entry(2, { id: 'a-1' }),
  entry(3, { room: 'ops', kind: 'action', content: 'waves' }),
  entry(5, { room: '@alice+bob', content: 'tab\t \\ and\nline', between: ['a1', 'b2'] }),
  entry(8, { kind: 'topic', content: '', id: 'a-2' }),
  entry(9, { kind: 'reaction', content: '👍', target: 2 }),
].map((each, at) => ({ ...each, timestamp: new Date(noon - (4 - at) * 3_600_000).toISOString() }));

function logOf(t: TestContext, entries: readonly Entry[] = talk): string {
  const path = join(temporaryDirectory(t), 'chat_messages.txt');
  writeLog(path, entries);
  return path;
}

/** The seqs that an export has. */
async function seqsOf(path: string, ...args: string[]): Promise<number[]> {
  const { stdout } = await within(exportCommand, ['--json', '--log', path, ...args]);
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).seq]));
}

describe('chat-server export', () => {
  it('prints the lines of the log as they are, without its comments', async (t) => {
    const path = logOf(t);
    const { code, stdout, stderr } = await chatServer(['export', '--log', path]);
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: lines(talk), stderr: '' });
  });

  it('prints with --json what members got, field by field, and whose a direct room is', async (t) => {
    const { stdout } = await within(exportCommand, ['--json', '--log', logOf(t)]);
    const got = stdout.trimEnd().split('\n');
    assert.deepEqual(
      got.map((line) => JSON.parse(line)),
      messagesOf(talk).map((message) => ({ type: 'message', ...message })),
    );
    assert.equal(
      got[4],
      '{"type":"message","room":"general","seq":9,"prev":8,"kind":"reaction","sender":"alice",' +
        '"content":"👍","timestamp":"2026-11-20T12:00:00.000Z","target":2}',
    );
  });

  it('keeps to a room, also a direct one, however it is written', async (t) => {
    const path = logOf(t);
    assert.deepEqual(await seqsOf(path, '--room', '#General'), [2, 8, 9]);
    assert.deepEqual(await seqsOf(path, '--room', '@Bob+alice'), [5]);
    assert.deepEqual(await seqsOf(path, '--room', 'nowhere'), []);
  });

  it('begins after a seq, at a time, or so long ago; `prev` is still that of the log', async (t) => {
    const path = logOf(t);
    const cases: Readonly<Record<string, number[]>> = {
      0: [2, 3, 5, 8, 9],
      5: [8, 9],
      99: [],
      '2026-11-20': [2, 3, 5, 8, 9],
      '2026-11-21': [],
      '2026-11-20T10:00': [5, 8, 9],
      '2026-11-20 10:00:00.001': [8, 9],
      '2026-11-20T12:00+01:00': [8, 9],
      '1h': [8, 9],
      '59m': [9],
      '3w': [2, 3, 5, 8, 9],
    };
    for (const [since, seqs] of Object.entries(cases))
      assert.deepEqual(await seqsOf(path, '--since', since), seqs, since);
    const { stdout } = await within(exportCommand, ['--json', '--log', path, '--since', '5']);
    assert.equal(JSON.parse(stdout.split('\n')[0] ?? '').prev, 2);
  });

  it('leaves out what is no message or not in its place, and counts it', async (t) => {
    const path = logOf(t);
    appendFileSync(path, `wrong\n${lines([entry(7), entry(12)])}2026-11-20T12:00:00.123Z 13 #gen`);
    const { code, stdout, stderr } = await within(exportCommand, ['--log', path]);
    assert.equal(stdout, lines([...talk, entry(12)]));
    assert.equal(stderr, 'left out 2 lines of no messages: see verify\n');
    assert.equal(code, 0);
  });

  it('begins with what rotation left, in order, and doubles nothing', async (t) => {
    const path = join(temporaryDirectory(t), 'chat_messages.txt');
    const write = (name: string, ...seqs: number[]) =>
      writeLog(
        `${path}${name}`,
        seqs.map((seq) => entry(seq)),
      );
    write('.10', 3, 4, 5);
    write('.2', 1, 2);
    write('.1', 6, 8);
    write('.bak', 1, 2, 3, 4); // a copy from between
    write('.part', 4); // a part of another
    write('.torn', 9);
    write('.later', 20, 21); // not before the log: somebody else's
    writeFileSync(`${path}.1.gz`, 'no text');
    writeFileSync(`${path}.notes`, 'buy milk\n');
    write('', 9, 10);
    assert.deepEqual(await seqsOf(path), [1, 2, 3, 4, 5, 6, 8, 9, 10]);
    write('.copy', 1, 2, 3, 4, 5, 6, 8, 9, 10, 11); // longer than the log: the log's own count
    assert.deepEqual(await seqsOf(path), [1, 2, 3, 4, 5, 6, 8, 9, 10]);
    renameSync(path, `${path}.0`);
    writeFileSync(path, `${logHeader}\n# continues after 10\n`);
    assert.deepEqual(await seqsOf(path, '--since', '8'), [9, 10]);
  });

  it('reads the log of a running server', async (t) => {
    const server = await ChatServer.start();
    t.after(() => server.stop());
    const ann = await RawPeer.enter(server.port, 'ann');
    ann.say({ type: 'send', id: '1', room: 'general', content: 'hi' });
    const message = await ann.hears('message');
    const env = { PARTYLINE_LOG: join(server.folder, 'chat_messages.txt') };
    const { stdout } = await chatServer(['export', '--json'], { env });
    assert.equal(stdout, `${JSON.stringify(message)}\n`);
    ann.socket.destroy();
  });

  it('ends quietly when nobody reads on', async (t) => {
    const many = Array.from({ length: 50_000 }, (_, at) => entry(at + 1));
    const path = logOf(t, many);
    const pipe = `"${process.execPath}" "${main}" export --log "${path}"; echo "ended $?" >&2`;
    const { stdout, stderr } = await new Promise<{ stdout: string; stderr: string }>((resolve) => {
      execFile('sh', ['-c', `(${pipe}) | head -1`], (_, stdout, stderr) =>
        resolve({ stdout, stderr }),
      );
    });
    assert.deepEqual({ stdout, stderr }, { stdout: lines(many.slice(0, 1)), stderr: 'ended 0\n' });
  });

  it('says in one line what it cannot read or does not understand', async (t) => {
    const none = join(temporaryDirectory(t), 'none');
    const cases: [string[], number, RegExp][] = [
      [['export', '--log', none], 1, /^chat-server: there is no .*none: name the file/],
      [['export', '--since', 'noon'], 2, /^error: .* Give a seq, a time such as/],
      [['export', '--since', '2026-13-41'], 2, /^error: .* Give a seq/],
      [['export', '--room', 'a b'], 2, /^error: .* A room name is/],
      [['export', 'x'], 2, /^error: too many arguments/],
    ];
    for (const [args, code, message] of cases) {
      const ended = await chatServer(args);
      assert.match(ended.stderr, message);
      assert.deepEqual([ended.code, ended.stdout], [code, '']);
    }
  });
});
