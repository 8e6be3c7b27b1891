// A client in a flood, resized, cut off, stalled: it lives, and its screen is what a fresh one would show.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersonAtScreen } from '../support/screen.ts';
import { tokensOf } from '../support/terminal-tokens.ts';
import { Crowd } from './crowd.ts';
import { sitDown } from './plays.ts';

const redraw = '\f';
const frameEnd = '\u001b[?2026l';

test('a sentence typed in a flood of 1,000 messages a second loses no letter, and nothing is cleared', async (context) => {
  const crowd = await Crowd.gather(context);
  const { server } = crowd;
  const ann = await sitDown(context, server.port, 'ann', { columns: 120, rows: 40 });
  crowd.start();
  const before = ann.receivedBytes.length;
  const sentence = 'a thousand a second do not disturb this sentence, not one letter of it. ';
  for (const letter of sentence.repeat(2)) {
    ann.type(letter);
    const typed = ann.receivedBytes.length;
    await ann.until(() => ann.receivedBytes.length > typed, 'to see a letter drawn');
  }
  server.stopFlood();
  ann.type('\r');
  await ann.until(() => server.heard.some(({ type }) => type === 'send'), 'that it is sent');
  const sent = server.heard.find(({ type }) => type === 'send');
  assert.equal(sent?.content, sentence.repeat(2).trimEnd());
  assertCalm(ann.receivedBytes.subarray(before).toString());
});

/** No screen is cleared, and what is several rows is shown at once. */
function assertCalm(output: string): void {
  assert.doesNotMatch(output, /\u001b\[[0-3]?J/);
  let row = '39';
  let isInFrame = false;
  for (const { kind, text } of tokensOf(output)) {
    if (text === '\u001b[?2026h') isInFrame = true;
    if (text === frameEnd) isInFrame = false;
    const place = kind === 'sequence' ? /^\u001b\[(\d+)(?:;\d+)?H$/.exec(text) : null;
    if (place !== null) row = place[1] ?? '';
    // Outside of a frame only the line that is typed in, which is the last but one.
    if (kind === 'text' && !isInFrame) assert.equal(row, '39', JSON.stringify(text));
  }
}

test('resized a hundred times in a flood, cut off and stalled, the screen is as a fresh one', async (context) => {
  const crowd = await Crowd.gather(context);
  const { server } = crowd;
  const ann = await sitDown(context, server.port, 'ann', { columns: 120, rows: 40 });
  crowd.start();
  for (let turn = 0; turn < 100; turn += 1) {
    const received = ann.receivedBytes.length;
    ann.resize(12 + ((turn * 7919) % 190), 2 + ((turn * 104_729) % 58));
    if (turn === 40) server.cut();
    if (turn === 60) server.stall();
    if (turn === 70) server.goOn();
    if (turn % 3 === 0) await ann.until(() => ann.receivedBytes.length > received, 'for a frame');
  }
  ann.resize(100, 30);
  const isBack = () => server.heard.filter(({ type }) => type === 'join').length === 2;
  await ann.until(isBack, 'that it comes back after the cut');
  server.stopFlood();
  const ben = await sitDown(context, server.port, 'ben', { columns: 100, rows: 30 });
  crowd.say(60, 'that was all');
  for (const person of [ann, ben]) await person.sees('that was all');
  assert.deepEqual(withoutStatus(ann), withoutStatus(ben));
  assert.match(
    ann.lines
      .slice(0, -1)
      .map((line) => line[20])
      .join(''),
    /^[│├]+$/,
  );
  const received = ann.receivedBytes.length;
  const { cells } = ann;
  ann.type(redraw);
  await ann.until(() => ann.receivedBytes.indexOf(frameEnd, received) !== -1, 'a whole frame');
  assert.deepEqual(ann.cells, cells);
});

/** Every cell with its colours, but for the line that tells names and milliseconds. */
function withoutStatus(person: PersonAtScreen): string {
  return JSON.stringify(person.cells.slice(0, -1));
}
