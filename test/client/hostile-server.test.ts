// A server that sends what a terminal would act on: the client shows it. The whole program, byte by byte.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined, member, message } from '../sdk/scene.ts';
import { LawlessServer } from '../support/lawless-server.ts';
import { foreignIn } from '../support/terminal-tokens.ts';
import { hostileStrings } from './hostile-strings.ts';
import { own } from './own-sequences.ts';
import { sitDown } from './plays.ts';

const hostile = 'a\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eb\u0007';
const shownAs = 'a␛[2J␛]0;owned␇\\u{9b}31m\\u{202e}b␇';
const eve = 'eve\u001b[1m';

test('hostile text is shown as text, wherever it stands', async (context) => {
  const topic = { topic: hostile, members: [member(eve)] };
  const said = message(1, 0, { sender: eve, content: hostile });
  const server = await LawlessServer.start(context, {
    join: ({ room }) => joined(String(room), [said], topic),
  });
  const ann = await sitDown(context, server.port, 'ann', { columns: 120, rows: 30 });
  await ann.sees(shownAs, 'eve␛[1m', /#general · a␛/);
  const some = hostileStrings.filter((text, index) => text.isWellFormed() && index % 7 === 0);
  server.say(...some.map((text, index) => message(2 + index, 1 + index, { content: text })));
  server.sayBytes(brokenLines(1 + some.length));
  server.say(message(1000, 900, { content: 'that was all' }));
  await ann.sees('that was all');
  const { receivedBytes } = ann;
  assert.ok(Buffer.from(receivedBytes.toString()).equals(receivedBytes), 'it is valid UTF-8');
  assert.deepEqual(foreignIn(ann.received, own), []);
  assert.doesNotMatch(ann.title, /owned/);
  assert.deepEqual([ann.bells, ann.commands], [0, ['11;?']]);
});

/** Lines that are no UTF-8, no JSON, no object of the protocol; one, with C1 in it, is a message. */
function brokenLines(prev: number): Buffer {
  const line = JSON.stringify(message(900, prev, { content: '@@' }));
  const [head = '', tail = ''] = line.split('@@');
  const bodies = ['9b326a', 'c29b326a', 'e280', 'f5808080', 'eda080', 'c0af', 'ff', 'c01b'];
  const lines = bodies.map((body) =>
    Buffer.concat([Buffer.from(head), Buffer.from(body, 'hex'), Buffer.from(`${tail}\n`)]),
  );
  return Buffer.concat([...lines, Buffer.from('\u001b[2J\u0007\n{"type":"\u001b[2J"}\n[]\n\n')]);
}
