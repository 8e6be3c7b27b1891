import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { formatEntry, logHeader } from '../../../src/protocol/log-line.ts';
import { RepeatedIds } from '../../../src/server/commands/repeated-ids.ts';
import { verifyCommand } from '../../../src/server/commands/verify.ts';
import { chatServer, within } from '../../support/chat-command.ts';
import { ChatServer } from '../../support/chat-server.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { entry, temporaryDirectory } from '../log/open-log.ts';

const at = '2026-11-20T11:00:00.000Z';

/** A file with these lines; line 1 is the header. */
function logOf(t: TestContext, lines: readonly (string | Buffer)[], end = '\n'): string {
  const path = join(temporaryDirectory(t), 'log.txt');
  const bytes = [logHeader, ...lines].map((line) => Buffer.from(line));
  const parts = bytes.flatMap((line, number) => [Buffer.from(number === 0 ? '' : '\n'), line]);
  writeFileSync(path, Buffer.concat([...parts, Buffer.from(end)]), { mode: 0o600 });
  return path;
}

const good = (seq: number): string => formatEntry(entry(seq, { id: `a-${seq}` }));

const faults: readonly (readonly [title: string, line: string | Buffer, fault: RegExp])[] = [
  ['no time', 'hello', /^"hello" is no time/],
  ['a wrong seq', `${at} 07 #general <a> hi`, /^"07" is no seq/],
  ['a wrong room', `${at} 7 general <a> hi`, /^"general" is no room/],
  ['a wrong sender', `${at} 7 #general a: hi`, /^"a:" is no sender/],
  ['a wrong escape', `${at} 7 #general <a> \\u{41}`, /^\\u\{41\} is no escape/],
  ['a character that acts', `${at} 7 #general <a> \u001b[2J`, /^"\\u\{1b\}" stands in its content/],
  ['wrong META', `${at} 7 #general <a> hi\t{"id":7}`, /^META may not hold "id":7$/],
  ['zero bytes', '\0\0\0', /^3 zero bytes/],
  ['a seq that was there', `${at} 3 #general <a> hi`, /^seq 3 does not grow: 4 is before it$/],
  ['a time that goes back', `2026-11-20T10:59:59.999Z 7 #general <a> hi`, /^the time .* goes back/],
  ['a day that is none', `2027-02-30T11:00:00.000Z 7 #general <a> hi`, /^there is no time/],
  ['a reply to what comes later', `${at} 7 #a <a> (reply 7) x\t{"target":7}`, /^target 7 is not/],
  ['an edit of nothing', `${at} 7 #a <a> (edit) x\t{"kind":"edit"}`, /^edit without the message/],
  ['a removal of nothing', `${at} 7 #a <a> (delete)\t{"kind":"delete"}`, /^delete without/],
  [
    'a reaction to nothing',
    `${at} 7 #a <a> (reaction) x\t{"kind":"reaction"}`,
    /^reaction without/,
  ],
  [
    'an id that was there',
    formatEntry(entry(7, { id: 'a-2' })),
    /^id a-2 stands in line 2 already$/,
  ],
  ['half a character', Buffer.from(`${at} 7 #a <a> caf\xe9`, 'latin1'), /^no valid UTF-8$/],
  ['a line without an end', 'x'.repeat(2_200_000), /^longer than 1,048,576 bytes$/],
  ['a comment that goes back', '# continues after 3', /^continues after 3, but 4 is before it$/],
  ['another format', '# partyline log 2: …', /^another format than partyline log 1$/],
];

describe('chat-server verify', () => {
  for (const [title, line, fault] of faults) {
    it(`names the line with ${title}, and ends with 1`, async (t) => {
      const path = logOf(t, [good(2), good(4), line, good(9)]);
      const { code, stdout, stderr } = await within(verifyCommand, [path]);
      const [named = '', ...more] = stdout.split('\n');
      assert.ok(named.startsWith(`${path}:4: `), stdout);
      assert.match(named.slice(`${path}:4: `.length), fault);
      assert.deepEqual(more, ['']);
      assert.match(stderr, / in \d rooms?, seq 2 to 9: 1 line is wrong\n$/);
      assert.equal(code, 1);
    });
  }

  it('finds nothing wrong with what a server wrote, while the server goes on', async (t) => {
    const server = await ChatServer.start();
    t.after(() => server.stop());
    const ann = await RawPeer.enter(server.port, 'ann');
    ann.say({ type: 'send', id: '1', room: 'general', content: 'tab\t, \\ and \u{1f44d}\nline' });
    await ann.hears('ack');
    ann.say({ type: 'send', room: 'general', target: 1, content: 'yes' });
    await ann.hears('message', ({ seq }) => seq === 2);
    const { code, stdout, stderr } = await chatServer(['verify'], {
      env: { PARTYLINE_LOG: join(server.folder, 'chat_messages.txt') },
    });
    assert.deepEqual([code, stdout], [0, '']);
    assert.match(stderr, /: 2 messages in 1 room, seq 1 to 2: in order\n$/);
    ann.say({ type: 'send', id: '3', room: 'general', content: 'still here' });
    await ann.hears('ack', ({ id }) => id === '3');
    ann.socket.destroy();
  });

  it('names a torn last line, and changes nothing', async (t) => {
    const path = logOf(t, [good(1), `${at} 2 #general <a> ha`], '');
    const before = readFileSync(path);
    const { code, stdout } = await chatServer(['verify', '--log', path]);
    assert.equal(stdout, `${path}:3: torn: 42 bytes without an end of line\n`);
    assert.equal(code, 1);
    assert.deepEqual(readFileSync(path), before);
  });

  it('takes a file that goes on after rotation, an empty one, and one without a header', async (t) => {
    const folder = temporaryDirectory(t);
    const texts = [
      `${logHeader}\n# continues after 7\n${good(9)}\n`,
      '',
      `${good(3)}\n\n${good(4)}\n`,
    ];
    for (const [number, text] of texts.entries()) {
      const path = join(folder, `${number}`);
      writeFileSync(path, text);
      assert.equal((await within(verifyCommand, [path])).code, 0);
    }
    const rotated = logOf(t, ['# continues after 7', good(7)]);
    assert.match((await within(verifyCommand, [rotated])).stdout, /:3: seq 7 does not grow: 7 is/);
  });

  it('names the first hundred wrong lines and counts the rest; --all names them', async (t) => {
    const path = logOf(
      t,
      Array.from({ length: 250 }, () => 'wrong'),
    );
    const some = await chatServer(['verify', path]);
    assert.equal(some.stdout.split('\n').length, 101);
    assert.match(some.stderr, /: 250 lines are wrong; --all names the other 150\n$/);
    const all = await chatServer(['verify', '--all', path]);
    assert.equal(all.stdout.split('\n').length, 251);
    assert.match(all.stderr, /: 250 lines are wrong\n$/);
  });

  it('counts a line once, whatever is wrong with it', async (t) => {
    const path = logOf(t, [good(1), good(2), good(1), good(2), good(3)]);
    const { stdout, stderr } = await within(verifyCommand, [path]);
    assert.match(stdout, /^\S+:4: seq 1 does not grow.*\n\S+:5: seq 2 does not grow.*\n$/);
    assert.match(stderr, /: 2 lines are wrong\n$/);
  });

  it('says in one line what it cannot read or does not understand, and ends with 2', async (t) => {
    const folder = temporaryDirectory(t);
    const cases: [string[], RegExp][] = [
      [['verify', join(folder, 'none')], /^chat-server: there is no .*none: name the file/],
      [['verify', folder], /^chat-server: .* is not a regular file\n$/],
      [['verify', '--port', '1'], /^error: unknown option '--port'/],
      [['verify', 'a', 'b'], /^error: too many arguments/],
      [['--port', '1', 'verify'], /^error: give the options of verify after it/],
      [['verfy'], /^error: there is no command 'verfy', only verify/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await chatServer(args);
      assert.match(stderr, message);
      assert.deepEqual([code, stdout], [2, '']);
    }
  });
});

it('only ids that really occur twice are named, wherever their hashes meet', () => {
  const ids = new RepeatedIds(46 * 5);
  const all = ['a-1', 'a-2', 'b-1', 'a-1', 'a-1'];
  for (const id of all) ids.add(id);
  assert.equal(ids.findDoubtful(), 0);
  assert.deepEqual(
    all.map((id, line) => ids.repeats(id, line)),
    [undefined, undefined, undefined, 0, 0],
  );
});
