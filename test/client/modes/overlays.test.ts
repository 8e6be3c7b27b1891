// What lies over the messages: the switcher, the search in what was written, questions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { message } from '../../sdk/scene.ts';
import { keys, sit } from '../seat.ts';

const { enter, esc, up, down, backspace } = keys;
const ctrlG = '\u0007';
const ctrlR = '\u0012';
const paste = (text: string) => `\u001b[200~${text}\u001b[201~`;

test('Ctrl-G finds a room by a few of its letters; Enter goes there, what is in no list is joined', () => {
  const { scene, press } = sit();
  press(`/join operations${enter}/join random${enter}`);
  press(`${ctrlG}ops`);
  press(enter);
  assert.equal(scene.client.getState().current, 'operations');
  press(`${ctrlG}zebra${enter}`);
  assert.equal(scene.client.getState().current, 'zebra');
  press(`${ctrlG}ran`);
  press(esc);
  assert.equal(scene.client.getState().current, 'zebra');
});

test('the switcher says that what nobody is called will be a new room, and that no search finds nothing', () => {
  const { press, screen } = sit();
  press(`${ctrlG}zebra`);
  assert.match(screen.view().rule, /no such room or person · Enter makes the room, Esc back/);
  press(`${esc}${ctrlR}zebra`);
  assert.match(screen.view().rule, /─ nothing fits · Esc back ─/);
});

test('a paste that is too long is refused without a question', () => {
  const { press, screen, sends } = sit();
  press(paste('a line of some length\n'.repeat(400)) + enter);
  assert.deepEqual([screen.ui.overlay, sends()], [undefined, []]);
  assert.match(screen.view().rule, /characters too many/);
});

test('the draft of the line stays while the switcher is open', () => {
  const { screen, press, text } = sit();
  press(`half a thou${ctrlG}gen`);
  assert.match(screen.view().input.join(''), /\/ gen/);
  press(esc);
  assert.equal(text(), 'half a thou');
});

test('Ctrl-R searches in what was written, newest first; Enter takes it into the line and sends nothing', () => {
  const { scene, press, text, sends } = sit([message(1, 0)]);
  for (const said of ['deploy one', 'lunch', 'deploy two']) press(`${said}${enter}`);
  scene.said();
  press(`${ctrlR}DEP`);
  press(enter);
  assert.deepEqual([text(), sends()], ['deploy two', []]);
  press(`\u0015${ctrlR}dep${ctrlR}${enter}`);
  assert.equal(text(), 'deploy one');
});

test('arrows go round in a list, and its query can be edited', () => {
  const { screen, press } = sit();
  press(`/join ops${enter}/join random${enter}${ctrlG}`);
  const chosen = () => screen.view().pane.find((line) => line.startsWith('▌'));
  const first = chosen();
  press(up + down);
  assert.equal(chosen(), first);
  press(`zz${backspace}${backspace}`);
  assert.equal(chosen(), first);
});

test('a paste of many lines asks before it is sent, as one message', () => {
  const { screen, press, text, sends } = sit();
  press(paste('1\n2\n3\n4\n5\n6'));
  press(enter);
  assert.match(screen.view().rule, /Send these 6 lines as one message\?/);
  assert.deepEqual(sends(), []);
  press(esc);
  assert.equal(text(), '1\n2\n3\n4\n5\n6');
  press(enter + enter);
  assert.deepEqual(
    sends().map(({ content }) => content),
    ['1\n2\n3\n4\n5\n6'],
  );
});

test('a short paste, and a long text that was typed, are sent at once', () => {
  for (const [pressed, said] of [
    [paste('one\ntwo'), 'one\ntwo'],
    ['1\u001b\r2\u001b\r3\u001b\r4\u001b\r5', '1\n2\n3\n4\n5'],
  ] as const) {
    const { press, sends } = sit();
    press(pressed);
    press(enter);
    assert.deepEqual(
      sends().map(({ content }) => content),
      [said],
    );
  }
});

test('the yes to a question holds in the room where it was asked, and nowhere else', () => {
  const { scene, screen, press, sends, text } = sit();
  press('not meant yet');
  scene.said();
  scene.client.show('ops');
  scene.enter();
  press(paste('1\n2\n3\n4\n5'));
  press(enter);
  assert.equal(screen.ui.overlay?.kind, 'question');
  scene.client.leave('ops');
  const [leave] = scene.said().filter(({ type }) => type === 'leave');
  if (leave) scene.reply(leave, { type: 'left', room: 'ops' });
  assert.equal(scene.client.getState().current, 'general');
  press(enter);
  assert.deepEqual([sends(), text()], [[], 'not meant yet']);
});

test('a y that is pasted is no yes', () => {
  const { press, sends, text } = sit();
  press(paste('1\n2\n3\n4\n5'));
  press(enter);
  press(paste('y'));
  assert.deepEqual([sends(), text()], [[], '1\n2\n3\n4\n5y']);
});

test('what is picked is what is marked, also where the list has become shorter', () => {
  const { screen, done, press } = sit([message(1, 0, { content: 'http://a.org http://b.org' })]);
  press('\u001b[1;3Ao');
  screen.update((ui) => {
    const { overlay } = ui;
    return overlay?.kind === 'picker' ? { ...ui, overlay: { ...overlay, chosen: 7 } } : ui;
  });
  press(enter);
  assert.deepEqual(done, ['opened http://b.org']);
});

test('Ctrl-R with a draft in the line keeps the draft behind what it finds', () => {
  const { press, text } = sit([message(1, 0)]);
  press(`one${enter}`);
  press(`half a thou${ctrlR}on${enter}`);
  assert.equal(text(), 'one');
  press(down);
  assert.equal(text(), 'half a thou');
});

test('Ctrl-X Ctrl-E opens the editor with the text, and takes what comes back', () => {
  const { press, text } = sit();
  press('a draft');
  press('\u0018\u0005');
  assert.equal(text(), 'a draft and more');
});

test('Ctrl-X and another key is that key alone; meanwhile the line says that it waits', () => {
  const { screen, press, text } = sit();
  press('ab\u0018');
  assert.match(screen.view().rule, /Ctrl-X …/);
  press('c');
  assert.equal(text(), 'abc');
});

test('F6 moves the focus to the rooms, then to the people, then back; Enter opens what is chosen', () => {
  const { scene, screen, press } = sit();
  press(`/join ops${enter}\u001b[17~`);
  assert.deepEqual(screen.ui.focus, { on: 'rooms', index: 1 });
  press(`${up}${enter}`);
  assert.equal(scene.client.getState().current, 'general');
  press('\u001b[17~\u001b[17~');
  assert.equal(screen.ui.focus.on, 'people');
  press('\u001b[17~');
  assert.equal(screen.ui.focus.on, 'line');
});

test('a letter typed in a list goes into the line', () => {
  const { screen, press, text } = sit();
  press('\u001b[17~hello');
  assert.deepEqual([text(), screen.ui.focus.on], ['hello', 'line']);
});

test('Alt-S folds the sidebar away and brings it back', () => {
  const { screen, press } = sit();
  press('\u001bs');
  assert.equal(screen.view().sidebar.length, 0);
  press('\u001bs');
  assert.equal(screen.view().sidebar.length, 23);
});

test('a paste that does not fit into the line is cut, and that is said', () => {
  const { screen, press, text } = sit();
  press(paste('x'.repeat(20_000)));
  assert.equal(text().length, 16_000);
  assert.match(screen.view().status, /the end of the paste is left out/);
});

test('a long text of the client’s own lies over the messages, its columns kept, until Esc', () => {
  const { screen, press } = sit();
  const text = Array.from({ length: 40 }, (_, index) => `key-${index}   what it does`).join('\n');
  screen.update((ui) => ({ ...ui, overlay: { kind: 'sheet', shows: { text }, from: 0 } }));
  assert.match(screen.view().pane.join('\n'), /^ {2}key-0 {3}what it does/m);
  assert.match(screen.view().rule, /more lines \(PgDn\)/);
  press('\u001b[6~');
  assert.match(screen.view().pane.join('\n'), /key-30/);
  press(esc);
  assert.doesNotMatch(screen.view().pane.join('\n'), /key-30/);
});
