// A terminal that answers: early, late, in pieces, or not at all; and what is left of its modes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverFor, sitDown } from './plays.ts';

const enter = '\r';
const light = '\u001b]11;rgb:fdfd/f6f6/e3e3\u001b\\';
const allAnswers = `${light}\u001b[?0u\u001b[?1007;1$y\u001b[?62;22c`;

/** The colours of names and the like: what the theme changes. */
const colorsIn = (output: string): Set<string> =>
  new Set(Array.from(output.matchAll(/\u001b\[38;2;[\d;]+m/g), ([code]) => code));

test('the first frame waits for no answer, and one that comes changes the colours', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  assert.match(ann.received, /\u001b\]11;\?\u001b\\/);
  const before = colorsIn(ann.received);
  const { length } = ann.received;
  ann.type(light);
  await ann.until(
    () => [...colorsIn(ann.received.slice(length))].some((code) => !before.has(code)),
    'other colours',
  );
  await ann.seesNot('rgb');
});

test('no answer lands in the line, however it is cut and whatever is typed between', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann');
  for (const byte of allAnswers) ann.type(byte);
  ann.type('so');
  for (const [index, answer] of allAnswers.split(/(?=\u001b[\][])/).entries()) {
    ann.type(`${answer}${index}`);
  }
  ann.type(`\u001b[?997;1n!${enter}`);
  await ann.sees(/ann +so0123!$/m);
});

test('a terminal that is no good at questions is asked none', async (context) => {
  const server = await serverFor(context);
  const ann = await sitDown(context, server.port, 'ann', { env: { INSIDE_EMACS: '30.1' } });
  ann.type(`hello${enter}`);
  await ann.sees(/ann +hello/);
  assert.doesNotMatch(ann.received, /\u001b\]11|\u001b\[c|\$p/);
});
