// Whatever people and servers say, wherever it stands: the terminal gets what the client made itself, and no more.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createTheme } from '../../src/client/theme.ts';
import { message, Scene } from '../sdk/scene.ts';
import { foreignIn, tokensOf } from '../support/terminal-tokens.ts';
import { hostileScene, seeEverything } from './hostile-scene.ts';
import { hostileStrings } from './hostile-strings.ts';
import { lookDefaults } from './looks.ts';
import { drawing, isStyle } from './own-sequences.ts';
import type { SeatOptions } from './seat.ts';
import { type Stage, stageFor } from './stage.ts';

const theme = createTheme({ kind: 'auto', level: 3, ground: 'dark' });
const colored = { look: { ...lookDefaults, theme, hasLinks: true } };
/** So many in one scene; each stands in every place. */
const together = 20;

/** The rest can't be written as UTF-8. */
const wellFormed = hostileStrings.filter((text) => text.isWellFormed());

test('there are 300 hostile strings', () => {
  assert.ok(wellFormed.length >= 300);
});

test('where nothing is painted there is no style and no link, and the columns stand', async (context) => {
  const allowed = drawing.filter((one) => !isStyle.has(one));
  for (const texts of groups(wellFormed)) {
    const stage = tour(context, texts, { columns: 130, rows: 18 });
    assertOwn(stage, allowed, texts);
    await stage.glass.settled();
    const edge = stage.glass.cells.slice(0, -1).map((row) => row[20]?.text);
    assert.match(edge.join(''), /^[│├]+$/, stage.glass.text);
  }
});

test('with colours and links a link leads to an address, and the rest is drawing', (context) => {
  const pointed = wellFormed.filter((text) => /8;|https?:|mailto:|m/.test(text));
  for (const texts of groups(pointed)) assertOwn(tour(context, texts, colored), drawing, texts);
});

test('on a narrow screen too', (context) => {
  const some = wellFormed.filter((_, index) => index % 4 === 0);
  const allowed = drawing.filter((one) => !isStyle.has(one));
  for (const texts of groups(some))
    assertOwn(tour(context, texts, { columns: 40, rows: 12 }), allowed, texts);
});

test('half a character never gets in: what holds one is passed over, and the talk goes on', async (context) => {
  const stage = stageFor(context, Scene.live());
  for (const text of hostileStrings.filter((one) => !one.isWellFormed())) {
    stage.scene.server(message(1, 0, { content: text }), message(1, 0, { sender: text }));
  }
  stage.scene.server(message(1, 0, { content: 'good morning' }));
  stage.passFrame();
  await stage.glass.settled();
  assert.match(stage.glass.text, /bob {2}good morning/);
  assert.ok(stage.written.join('').isWellFormed());
});

/** Goes to all places where the texts are seen. */
function tour(context: TestContext, texts: readonly string[], options: SeatOptions): Stage {
  const stage = stageFor(context, hostileScene(texts), options);
  if (options.look === undefined) stage.screen.subscribe(() => assertPlain(stage, texts));
  seeEverything(stage, texts);
  return stage;
}

/** Where nothing is painted, the lines are text before anything else looks at them. */
function assertPlain({ screen }: Stage, texts: readonly string[]): void {
  const { sidebar, header, pane, rule, input, status } = screen.view();
  const lines = [...sidebar, ...header.split('\n'), ...pane, rule, ...input, status];
  const unsafe = lines.filter((line) => /\p{Cc}/u.test(line) || turning.test(line));
  if (unsafe.length > 0) assert.fail(`${JSON.stringify(unsafe)} of ${JSON.stringify(texts)}`);
}

function assertOwn({ written }: Stage, allowed: readonly RegExp[], texts: readonly string[]): void {
  const output = written.join('');
  const about = `one of ${JSON.stringify(texts)}`;
  assert.deepEqual(foreignIn(output, allowed), [], about);
  assert.ok(output.isWellFormed(), about);
  const said = tokensOf(output).filter(({ kind, text }) => kind === 'text' && turning.test(text));
  assert.deepEqual(said, [], about);
}

/** What turns text round or ends a line, and half characters. */
const turning = /[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

function groups(texts: readonly string[]): string[][] {
  const count = Math.ceil(texts.length / together);
  return Array.from({ length: count }, (_, index) =>
    texts.slice(index * together, (index + 1) * together),
  );
}
