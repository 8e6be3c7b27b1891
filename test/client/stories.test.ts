// What people do with keys, told as they would: they select, answer, react, switch, search, paste, look back.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { formatEntry, logHeader } from '../../src/protocol/log-line.ts';
import { ChatServer } from '../support/chat-server.ts';
import { RawPeer } from '../support/raw-peer.ts';
import { serverFor, sitDown } from './plays.ts';

const enter = '\r';
const esc = '\u001b';
const altUp = '\u001b[1;3A';
const altPageUp = '\u001b[5;3~';
const altPageDown = '\u001b[6;3~';
const ctrlG = '\u0007';
const ctrlR = '\u0012';
const ctrlX = '\u0018';
const ctrlE = '\u0005';
const ctrlU = '\u0015';
const f6 = '\u001b[17~';
const end = '\u001b[F';
const down = '\u001b[B';
const focusIn = '\u001b[I';
const focusOut = '\u001b[O';

test('ben answers what ann said, reacts to it, and ann deletes it: each by keys, both see it', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  const ben = await sitDown(context, server.port, 'ben');
  ann.type(`shall we ship?${enter}`);
  await ben.sees(/ann +shall we ship\?/);
  ben.type(altUp);
  await ben.sees(/▌.*shall we ship\?/, 'r reply');
  ben.type('r');
  await ben.sees('↳ ann: shall we ship?');
  ben.type(`after the test run${enter}`);
  await ann.sees(/ben +↳ ann: shall we ship\?\n.* after the test run/);
  ben.type(altUp + altUp);
  await ben.sees(/▌.*ann +shall we ship\?/);
  ben.type('+');
  await ben.sees(':+1:');
  ben.type('rocket');
  await ben.sees(':rocket:');
  ben.type(enter);
  await ann.sees(/shall we ship\? +🚀 1/);
  ann.type(altUp + altUp);
  await ann.sees(/▌.*ann +shall we ship\?/);
  ann.type('d');
  await ann.sees('Delete “shall we ship?”?');
  ann.type(enter);
  await ben.sees(/ann +deleted/, '↳ ann: deleted');
  assert.equal(ben.text.includes('🚀'), false);
});

test('ann copies a message to the clipboard; nothing that others say gets there', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  const ben = await sitDown(context, server.port, 'ben');
  ann.type(`good morning${enter}`);
  await ben.sees(/ann +good morning/);
  // What comes after it in the log tells that it is there: only then can it be selected.
  ben.type(`morning${enter}`);
  await ann.sees(/ben +morning/);
  const isCopied = () => ann.commands.some((command) => command.startsWith('52;'));
  assert.equal(isCopied(), false);
  ann.type(`${altUp}${altUp}y`);
  await ann.until(isCopied, 'that it is copied');
  const copied = ann.commands.find((command) => command.startsWith('52;c;')) ?? '';
  assert.equal(Buffer.from(copied.slice(5), 'base64').toString(), 'good morning');
});

test('rooms are found by a few letters, by the list, and what is unread is marked', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann', { rows: 16 });
  const ben = await sitDown(context, server.port, 'ben');
  ann.type(`/join operations${enter}`);
  await ann.sees('#operations', /^▌2 operations/m);
  ann.type(`${ctrlG}gnr`);
  await ann.sees(/▌ #general/);
  ann.type(enter);
  await ann.sees(/^▌1 general/m);
  ann.type(f6);
  await ann.sees('Enter opens');
  assert.ok(ann.styleOf('1 general').isInverse || ann.styleOf('1 general').bg !== undefined);
  ann.type(down);
  await ann.until(() => {
    const { isInverse, bg } = ann.styleOf('2 operations');
    return isInverse || bg !== undefined;
  }, 'that the next room is chosen');
  ann.type(enter);
  await ann.sees(/^▌2 operations/m);
  for (let line = 1; line <= 20; line += 1) ben.type(`line ${line}${enter}`);
  await ann.sees(/^ 1 general +20/m);
  ann.type(`${esc}1`);
  await ann.sees(/^▌1 general/m, 'line 20');
  ann.type(`${esc}u`);
  await ann.sees('─ 20 new ─', /line 1$/m);
  await ann.seesNot('line 20');
});

test('what comes while ann looks elsewhere stands under a mark, and is counted as read when she is back', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  const ben = await sitDown(context, server.port, 'ben');
  ann.type(focusOut);
  // Its answer tells that the focus was taken note of.
  ann.type(`/users${enter}`);
  await ann.sees('2 people in #general');
  ben.type(`ann: are you there?${enter}`);
  await ann.sees('─ 1 new ─', 'are you there?');
  await ann.until(() => ann.bells === 1, 'that the bell rings');
  ann.type(`${focusIn}yes${enter}`);
  await ben.sees(/ann +yes/);
  await ann.seesNot('1 new');
});

test('what was written before is found with Ctrl-R, and a long text is written in the own editor', async (context) => {
  const server = await serverFor(context);
  const folder = mkdtempSync(join(tmpdir(), 'partyline-editor-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const editor = join(folder, 'editor');
  writeFileSync(editor, '#!/bin/sh\nprintf "%s\\nfrom the editor\\n" "$(cat "$1")" > "$1"\n');
  chmodSync(editor, 0o700);
  const ann = await sitDown(context, server.port, 'ann', { env: { EDITOR: editor } });
  ann.type(`the first thing${enter}another one${enter}`);
  await ann.sees(/another one$/m);
  ann.type(`${ctrlR}fir`);
  await ann.sees(/▌ the first thing/);
  ann.type(enter);
  await ann.sees('> the first thing');
  ann.type(`${ctrlU}two lines:${ctrlX}${ctrlE}`);
  await ann.sees(/> two lines:\n.* from the editor/);
  assert.ok(ann.modes.isAlternate && ann.modes.pastes && ann.modes.tellsFocus);
  ann.type(enter);
  await ann.sees(/│ +two lines:\n.* from the editor/, '> Message #general');
});

test('a long paste, cut anywhere on its way, is one text, and is asked about before it is sent', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  const lines = Array.from({ length: 6 }, (_, index) => `pasted line ${index} of 日本 👨‍👩‍👧`);
  const paste = Buffer.from(`\u001b[200~${lines.join('\r')}\u001b[201~`);
  // Every cut falls into a sequence, a character, or a cluster somewhere.
  for (let at = 0; at < paste.length; at += 7) ann.type(paste.subarray(at, at + 7));
  await ann.sees(/pasted line 5 of 日本 👨‍👩‍👧/);
  ann.type(enter);
  await ann.sees('Send these 6 lines as one message?');
  ann.type(esc);
  await ann.seesNot('Send these');
  assert.match(ann.text, /> pasted line 0/);
  ann.type(enter);
  await ann.sees('Send these 6 lines');
  ann.type(enter);
  await ann.sees(/ann +pasted line 0/);
  await ann.seesNot('sending…');
  assert.ok((await server.log()).includes(`<ann> ${lines.join('\\n')}`));
});

test('a thousand keys in one write are all there, in their order', async (context) => {
  const server = await serverFor(context);
  const ben = await RawPeer.enter(server.port, 'ben');
  context.after(() => ben.socket.destroy());
  const ann = await sitDown(context, server.port, 'ann');
  const words = Array.from({ length: 143 }, (_, index) => `wörd${String(index).padStart(3, '0')}`);
  const text = words.join('');
  assert.ok(text.length >= 1000);
  ann.type(`${text}${'\u001b[D'.repeat(500)}${'\u001b[C'.repeat(500)}!${enter}`);
  // Ann sees it also while she types it.
  await ben.hears('message', ({ content }) => content === `${text}!`);
});

test('the talk of other days is a key away', async (context) => {
  const server = await ChatServer.startOver((path) => writeFileSync(path, threeDays()));
  context.after(() => server.stop());
  const ann = await sitDown(context, server.port, 'ann');
  await ann.sees('day 3, line 30');
  ann.type(altPageUp);
  await ann.sees('Wednesday 4 March 2026', /day 3, line 1$/m);
  // Of the day before only the end is held at first.
  ann.type(altPageUp);
  await ann.sees(/day 2, line 1\d$/m);
  await ann.seesNot('day 3', 'loading');
  ann.type(altPageUp);
  await ann.sees('Tuesday 3 March 2026', /day 2, line 1$/m);
  ann.type(altPageDown);
  await ann.sees('Wednesday 4 March 2026', /day 3, line 1$/m);
  ann.type(end);
  ann.type('\u001b[1;5F');
  await ann.sees('day 3, line 30');
});

function threeDays(): string {
  const entries = Array.from({ length: 90 }, (_, index) => {
    const day = 1 + Math.floor(index / 30);
    const line = 1 + (index % 30);
    return formatEntry({
      seq: index + 1,
      timestamp: new Date(Date.UTC(2026, 2, 1 + day, 9, line)).toISOString(),
      room: 'general',
      kind: 'text',
      sender: 'bob',
      content: `day ${day}, line ${line}`,
      id: `old-${index}`,
    });
  });
  return `${[logHeader, ...entries].join('\n')}\n`;
}
