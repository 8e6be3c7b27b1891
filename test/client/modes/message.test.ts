// A message is selected with the keyboard, and something is done with it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { message } from '../../sdk/scene.ts';
import { keys, sit } from '../seat.ts';

const { enter, esc, up, down, altUp, end, pageUp, pageDown } = keys;

const talk = [
  message(1, 0, { sender: 'bob', content: 'shall we ship?' }),
  message(2, 1, {
    sender: 'alice',
    content: 'see https://a.org/1 and https://b.org/2.',
    id: 'S1-k3f-1',
  }),
  message(3, 2, { sender: 'carol', content: 'look: https://c.org' }),
];

const selected = ({ screen }: ReturnType<typeof sit>) =>
  screen
    .view()
    .pane.filter((line) => line.startsWith('▌'))
    .join('\n');

test('Esc and then an arrow selects the newest message; arrows go on, Esc ends it', () => {
  const seat = sit(talk);
  seat.press(esc);
  assert.match(seat.screen.view().rule, /↑ selects a message/);
  assert.equal(selected(seat), '');
  seat.press(up);
  assert.match(selected(seat), /c\.org/);
  seat.press(up + up + up);
  assert.match(selected(seat), /shall we ship/);
  seat.press(down);
  assert.match(selected(seat), /a\.org/);
  seat.press(esc);
  assert.equal(selected(seat), '');
});

test('after Esc any other key does what it always does, and no letter is a command', () => {
  const { press, text, sends } = sit(talk);
  press(esc);
  press('really?');
  assert.deepEqual([text(), sends()], ['really?', []]);
});

test('Alt-Up selects at once; Down from the newest leaves it', () => {
  const seat = sit(talk);
  seat.press(altUp);
  assert.match(selected(seat), /c\.org/);
  seat.press(down);
  assert.equal(selected(seat), '');
});

test('r answers the message: what was being written becomes the answer', () => {
  const seat = sit(talk);
  seat.press(`yes${altUp}${up}${up}r`);
  assert.match(seat.screen.view().rule, /↳ bob: shall we ship\? · Esc: no answer/);
  seat.press(`, now${enter}`);
  const [send] = seat.sends();
  assert.deepEqual([send?.content, send?.target], ['yes, now', 1]);
  seat.press(`next${enter}`);
  assert.equal(seat.sends()[0]?.target, undefined);
});

test('a letter that is pasted is no key of a message', () => {
  const { screen, press, text } = sit(talk);
  press(altUp);
  press('\u001b[200~d\u001b[201~');
  assert.deepEqual([text(), screen.ui.overlay], ['d', undefined]);
});

test('an answer that begins with two slashes is an answer that begins with one', () => {
  const { press, sends } = sit(talk);
  press(`${altUp}r`);
  press(`//home${enter}`);
  const [send] = sends();
  assert.equal(send?.content, '/home');
  assert.equal(typeof send?.target, 'number');
});

test('Esc makes an answer a message again, and keeps its words', () => {
  const { press, text, sends } = sit(talk);
  press(`${altUp}rhello`);
  press(esc);
  assert.equal(text(), 'hello');
  press(enter);
  assert.equal(sends()[0]?.target, undefined);
});

test('all letters of one read are taken: the first by the message, the rest by the line', () => {
  const { press, text } = sit(talk);
  press(`${altUp}rthanks`);
  assert.equal(text(), 'thanks');
});

test('a letter that does nothing there ends the selection and is typed', () => {
  const seat = sit(talk);
  seat.press(`${altUp}xyz`);
  assert.deepEqual([seat.text(), selected(seat)], ['xyz', '']);
});

test('+ gives a reaction that is picked by its name', () => {
  const { press, sends } = sit(talk);
  press(`${altUp}+tada${enter}`);
  assert.deepEqual(
    sends().map(({ kind, content, target }) => [kind, content, target]),
    [['reaction', '🎉', 3]],
  );
});

test('e edits a message of one’s own, of others it says why not', () => {
  const { screen, press, text, sends } = sit(talk);
  press(`${altUp}e`);
  assert.match(screen.view().status, /Only your own messages can be edited/);
  press(`${up}e!${enter}`);
  assert.equal(text(), '');
  assert.deepEqual(
    sends().map(({ kind, content, target }) => [kind, content, target]),
    [['edit', 'see https://a.org/1 and https://b.org/2.!', 2]],
  );
});

test('d asks before it deletes; Esc and n keep it', () => {
  const { screen, press, sends } = sit(talk);
  press(`${altUp}${up}d`);
  assert.match(screen.view().rule, /^─ Delete “see https/);
  press(esc);
  press('dn');
  assert.deepEqual(sends(), []);
  press(`d${enter}`);
  assert.deepEqual(
    sends().map(({ kind, target }) => [kind, target]),
    [['delete', 2]],
  );
});

test('y copies the text, o opens the link or lets one choose', () => {
  const { press, done } = sit(talk);
  press(`${altUp}y`);
  press('o');
  press(`${up}o`);
  press(`b.org${enter}`);
  assert.deepEqual(done, [
    'copied look: https://c.org',
    'opened https://c.org',
    'opened https://b.org/2',
  ]);
});

test('i shows all that is known of it, Esc goes back to it', () => {
  const seat = sit(talk);
  seat.press(`${altUp}i`);
  const pane = seat.screen.view().pane.join('\n');
  assert.match(pane, /from +carol/);
  assert.match(pane, /in the log +#3/);
  assert.match(pane, /link +https:\/\/c\.org/);
  seat.press(esc);
  assert.match(selected(seat), /c\.org/);
});

test('what is selected comes into view, and the pane moves no further than it must', () => {
  const many = Array.from({ length: 60 }, (_, index) => message(index + 1, index));
  const seat = sit(many);
  seat.press(altUp + up.repeat(17));
  const before = seat.screen.view().pane;
  seat.press(up);
  const after = seat.screen.view().pane;
  assert.equal(after.filter((line) => line.startsWith('▌')).length, 1);
  assert.equal(after[0]?.startsWith('▌') || before[0]?.startsWith('▌'), true);
});

/** More than a screen of them. */
const many = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    message(from + index, from + index - 1, { sender: 'bob', content: `line ${from + index}.` }),
  );

test('what arrives does not push a selected message away; afterwards one is at the newest again', () => {
  const seat = sit(many(1, 40));
  seat.press(altUp);
  for (const one of many(41, 80)) seat.scene.server(one);
  assert.match(selected(seat), /line 40\./);
  assert.match(seat.screen.view().pane.at(-1) ?? '', /line 40\./);
  seat.press(esc);
  assert.match(seat.screen.view().rule, /40 more below/);

  seat.press(end + altUp + esc);
  seat.scene.server(message(81, 80, { sender: 'bob', content: 'line 81.' }));
  assert.match(seat.screen.view().pane.at(-1) ?? '', /line 81\./);
});

test('a selected message is never out of sight, whatever scrolls', () => {
  const seat = sit(many(1, 90));
  seat.press(altUp);
  const [first, last, dayBack] = ['\u001b[1;5H', '\u001b[1;5F', '\u001b[5;3~'];
  const wheelUp = '\u001b[<64;1;1M'.repeat(9);
  for (const key of [wheelUp, first, last, wheelUp, dayBack, pageUp, pageDown]) {
    seat.press(key);
    assert.match(selected(seat), /line \d+/, JSON.stringify(key));
  }
});

test('all that can be done with one’s own message is said in 80 columns', () => {
  const seat = sit(talk);
  seat.press(altUp + up);
  assert.match(
    seat.screen.view().rule,
    /r reply {2}\+ react {2}e edit {2}d delete {2}y copy {2}o open {2}i info ─/,
  );
});

test('Esc and a key in one read are both taken, in the line, in a list, on a message', () => {
  const { press, text, screen } = sit(talk);
  press(`${esc}/me`);
  assert.equal(text(), '/me');
  press(`\u0007${esc}x`);
  assert.deepEqual([text(), screen.ui.overlay], ['/mex', undefined]);
  press(`${altUp}${esc}${esc}[17~`);
  assert.equal(screen.ui.focus.on, 'rooms');
  press(`${esc}${esc}[I`);
  assert.deepEqual([screen.ui.focus.on, screen.ui.terminalFocus], ['line', 'here']);
});

test('the question before a deletion says in 80 columns how one answers it', () => {
  const seat = sit([
    message(1, 0, { sender: 'alice', content: 'long '.repeat(30), id: 'S1-k3f-1' }),
  ]);
  seat.press(`${altUp}d`);
  assert.match(seat.screen.view().rule, /Delete “long .*… Enter: yes · Esc: no ─/);
});

test('a link that came by an edit is offered as well', () => {
  const seat = sit(talk);
  const content = 'look: https://d.org';
  seat.scene.server(message(4, 3, { sender: 'bob', kind: 'edit', content, target: 1 }));
  seat.press(altUp + up + up);
  assert.match(seat.screen.view().rule, /o open/);
});

test('nothing is offered that can’t be done with a deleted message', () => {
  const seat = sit(talk);
  seat.scene.server(message(4, 3, { sender: 'carol', kind: 'delete', content: '', target: 3 }));
  seat.press(altUp);
  assert.match(seat.screen.view().rule, /─ i info {2}Esc back ─/);
});

test('the list of emoji never covers the message that they are for', () => {
  const seat = sit(many(1, 40));
  for (const ups of ['', up.repeat(3), up.repeat(15)]) {
    seat.press(`${altUp}${ups}+`);
    assert.match(selected(seat), /line \d+\./);
    assert.match(seat.screen.view().pane.join(''), /:joy:/);
    assert.equal(seat.screen.view().pane.length, seat.screen.view().paneHeight);
    seat.press(esc);
    seat.press(esc);
  }
});

test('Enter in an empty line does nothing to what Up does next', () => {
  const seat = sit(talk);
  seat.press(enter + up);
  assert.equal(selected(seat), '');
  assert.match(seat.text(), /a\.org/);
});
