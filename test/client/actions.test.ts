// What keys do, from the terminal's bytes to the state of the screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Actions } from '../../src/client/actions.ts';
import { KeyReader } from '../../src/client/keys.ts';
import { Pane } from '../../src/client/pane.ts';
import { Screen } from '../../src/client/screen.ts';
import { themeFor } from '../../src/client/theme.ts';
import { editorOf } from '../../src/client/ui.ts';
import { createRowMaker } from '../../src/sdk/rows.ts';
import { Scene } from '../sdk/scene.ts';

const tools = () => ({
  theme: themeFor(0),
  address: 'localhost:7000',
  makeRows: createRowMaker(() => 0),
  pane: new Pane(),
});

/** Somebody at a client that is live in #general. */
function sit() {
  const scene = Scene.live();
  const screen = new Screen(scene.client, scene.clock, tools(), 80, 24);
  const program = { quit() {}, suspend() {}, redraw() {} };
  const actions = new Actions(screen, program, scene.clock.setTimer);
  const keys = new KeyReader();
  return {
    scene,
    screen,
    press: (bytes: string) => actions.press([...keys.push(bytes), ...keys.flush()]),
    text: () => editorOf(screen.ui, 'general').text,
  };
}

const enter = '\r';
const down = '\u001b[B';
const esc = '\u001b';

test('a slash right behind Escape is not lost: a private message stays a command', () => {
  const { press, text } = sit();
  press(`${esc}/msg bob psst`);
  assert.equal(text(), '/msg bob psst');
});

test('/help alone opens the help, Down scrolls it, Enter closes it; nothing is sent', () => {
  const { scene, screen, press, text } = sit();
  press(`/help${enter}`);
  assert.match(screen.view().pane, /Commands +Esc closes this/);
  press(down);
  assert.doesNotMatch(screen.view().pane, /Esc closes this/);
  press(enter);
  assert.doesNotMatch(screen.view().pane, /\/whois/);
  assert.deepEqual([text(), scene.said(), scene.notices], ['', [], []]);
});

test('every line of the help fits at 80 columns', () => {
  const { screen, press } = sit();
  screen.update((ui) => ({ ...ui, rows: 60 }));
  press(`/help${enter}`);
  const lines = screen.view().pane.trimEnd().split('\n');
  for (const line of lines) assert.match(line, /^$|^ (?:Commands|Keys)|^ {2}\S/);
});

test('a message that is too long is not sent, and stays to be shortened', () => {
  const { scene, press, text } = sit();
  press(`\u001b[200~${'x'.repeat(4001)}\u001b[201~`);
  assert.match(
    scene
      .said()
      .map(({ type }) => type)
      .join(),
    /^(?:typing)?$/,
  );
  press(enter);
  assert.equal(text().length, 4001);
  assert.equal(scene.notices.length, 1);
  assert.deepEqual(scene.said(), []);
});

test('a screen that nobody touches is not drawn again and again', () => {
  const { scene, screen } = sit();
  let drawn = 0;
  screen.subscribe(() => {
    drawn += 1;
  });
  screen.draw();
  scene.clock.advance(4_000);
  assert.ok(drawn < 4, `drawn ${drawn} times`);
});
