// What keys do, from the terminal's bytes to the state of the screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '../../src/sdk/state.ts';
import { message, timestamp } from '../sdk/scene.ts';
import { sit } from './seat.ts';

const enter = '\r';
const up = '\u001b[A';
const down = '\u001b[B';
const killLine = '\u0015';
const esc = '\u001b';

test('a slash right behind Escape is not lost: a private message stays a command', () => {
  const { press, text } = sit();
  press(`${esc}/msg bob psst`);
  assert.equal(text(), '/msg bob psst');
});

test('/help alone opens the help, Down scrolls it, Enter closes it; nothing is sent', () => {
  const { scene, screen, press, text } = sit();
  press(`/help${enter}`);
  assert.match(screen.view().pane.join('\n'), /Commands +Esc closes this/);
  press(down);
  assert.doesNotMatch(screen.view().pane.join('\n'), /Esc closes this/);
  press(enter);
  assert.doesNotMatch(screen.view().pane.join('\n'), /\/whois/);
  assert.deepEqual([text(), scene.said(), scene.notices], ['', [], []]);
});

test('every line of the help fits at 80 columns', () => {
  const { screen, press } = sit();
  screen.update((ui) => ({ ...ui, rows: 60 }));
  press(`/help${enter}`);
  const lines = screen.view().pane.join('\n').trimEnd().split('\n');
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

const own = message(1, 0, { sender: 'alice', content: 'teh end', id: 'S1-k3f-1' });

test('Up in an empty line edits the last message of one’s own, Enter sends the change', () => {
  const { screen, press, text, sends } = sit([own, message(2, 1)]);
  press(up);
  assert.equal(text(), 'teh end');
  assert.match(screen.view().rule, /editing your message/);
  assert.match(screen.view().input.join('\n'), /^ ✎ teh end/);
  press(`${killLine}the end${enter}`);
  const [edit] = sends();
  assert.deepEqual([edit?.kind, edit?.target, edit?.content], ['edit', 1, 'the end']);
  assert.equal(text(), '');
  assert.match(screen.view().input.join('\n'), /^ > /);
});

test('a message that was not changed, or was emptied, is not sent', () => {
  const { screen, press, text, sends } = sit([own]);
  press(`${up}${enter}`);
  press(`${up}${killLine}${enter}`);
  assert.deepEqual([sends(), text(), screen.ui.composing.size], [[], '', 0]);
});

test('Esc leaves a message as it is', () => {
  const { screen, press, text, sends } = sit([own]);
  press(`${up}!`);
  press(esc);
  assert.deepEqual([sends(), text(), screen.ui.composing.size], [[], '', 0]);
});

test('what is edited is no command: it is neither run nor said until one has decided; what the rules forbid stays', () => {
  const { scene, press, text, sends } = sit([own]);
  press(`${up}${killLine}${'x'.repeat(4001)}${enter}`);
  assert.deepEqual([text().length, sends(), scene.notices.length], [4001, [], 1]);
  press(`${killLine}/msg bob psst${enter}`);
  assert.deepEqual([text(), sends()], ['/msg bob psst', []]);
  assert.match(scene.notices.at(-1) ?? '', /^This would be the new text of a message\. Esc/);
  press(`${killLine}//quit${enter}`);
  assert.deepEqual(
    sends().map(({ kind, content }) => [kind, content]),
    [['edit', '/quit']],
  );
});

test('a message with the name of an emoji in it that was not changed is not sent', () => {
  const { press, sends } = sit([{ ...own, content: 'so :tada: it is' }]);
  press(`${up}${enter}`);
  assert.deepEqual(sends(), []);
});

test('what was being written is there again after an edit, sent or not, also on the disk', () => {
  const { screen, press, text } = sit([own]);
  press(`half a thought${esc}[1;3A`);
  press('e');
  assert.equal(text(), own.content);
  press(`!${enter}`);
  assert.equal(text(), 'half a thought');
  press(`${esc}[1;3A`);
  press('e');
  press('?');
  press(esc);
  assert.deepEqual([text(), screen.ui.composing.size], ['half a thought', 0]);
  press('\u0019');
  assert.equal(text(), `half a thought${own.content}?`, 'Ctrl-Y puts back what Esc gave up');
});

test('a draft is not lost by sending something that was called back', () => {
  const { press, text } = sit([message(1, 0)]);
  press(`one${enter}`);
  press(`a long thought${up}`);
  assert.equal(text(), 'one');
  press(enter);
  press('x');
  press(`${up}${up}`);
  assert.equal(text(), 'a long thought');
});

test('what was called back and changed is not lost by going on to another', () => {
  const { press, text } = sit([message(1, 0)]);
  press(`one${enter}`);
  press(`two${enter}`);
  press(`x${up} changed${up}`);
  assert.equal(text(), 'one');
  press(`${down}${down}`);
  assert.equal(text(), 'x');
  press(down);
  assert.equal(text(), 'two changed');
});

test('a text that reads like the name of a key is a text, typed or pasted', () => {
  const { press, text } = sit();
  press('ctrl-x');
  press(`${esc}[200~ctrl-x${esc}[201~`);
  assert.equal(text(), 'ctrl-xctrl-x');
});

test('a command behind a blank is not said to the room', () => {
  const { scene, press, text, sends } = sit();
  press(` /msg bob psst${enter}`);
  assert.deepEqual([text(), sends(), scene.notices.length], [' /msg bob psst', [], 1]);
  press(`${killLine} /home is where the heart is${enter}`);
  assert.deepEqual(
    sends().map(({ content }) => content),
    [' /home is where the heart is'],
  );
});

test('/quit does not stand in the line again at the next start', () => {
  const { press, text, done } = sit();
  press(`/quit${enter}`);
  assert.deepEqual([text(), done], ['', ['quit']]);
});

test('who goes to the same message again sees it again, wherever one has scrolled', () => {
  const { scene, screen, press } = sit([message(99, 80)]);
  const said = Array.from({ length: 80 }, (_, at) => message(at + 1, at));
  const visit = (): void => {
    scene.client.goTo('general', 40);
    screen.draw();
    for (let asked = scene.said(); asked.length > 0; asked = scene.said()) {
      for (const request of asked) {
        const messages = request.after === undefined ? said.slice(0, 40) : said.slice(40);
        scene.reply(request, { type: 'history', room: 'general', messages, more: false });
      }
      screen.draw();
    }
  };
  visit();
  const seen = screen.view().pane;
  press(`${esc}[5~`);
  assert.notDeepEqual(screen.view().pane, seen);
  visit();
  assert.deepEqual(screen.view().pane, seen);
});

test('Up waits for what is on its way: called back from history it would be said twice', () => {
  const { scene, press, text, sends } = sit();
  press(`/join general${enter}one${enter}${up}`);
  assert.equal(text(), '');
  const [send] = sends();
  assert.ok(send);
  scene.reply(send, { type: 'ack', room: 'general', seq: 1, timestamp });
  press(up);
  assert.equal(text(), 'one');
  press(up);
  assert.equal(text(), '/join general', 'past the text that stood there already');
});

test('Up from the edit calls back what was written before, Down empties the line again', () => {
  const { screen, press, text } = sit([own]);
  press(`/join general${enter}${up}`);
  assert.equal(text(), 'teh end');
  press(up);
  assert.deepEqual([text(), screen.ui.composing.size], ['/join general', 0]);
  press(down);
  assert.equal(text(), '');
});

test('what was just acknowledged can be edited before one’s copy of it comes', () => {
  const { scene, press, text, sends } = sit();
  press(`teh end${enter}`);
  const [send] = sends();
  assert.ok(send);
  scene.reply(send, { type: 'ack', room: 'general', seq: 7, timestamp });
  press(`${up}!${enter}`);
  assert.equal(text(), '');
  assert.deepEqual(
    sends().map(({ kind, target, content }) => [kind, target, content]),
    [['edit', 7, 'teh end!']],
  );
});

test('Up in a message that was changed does not lose the change', () => {
  const { press, text } = sit([own]);
  press(`/join general${enter}${up}!${up}`);
  assert.equal(text(), 'teh end!');
});

test('while a command about a message is written, the line says which message it is', () => {
  const { screen, press } = sit([own, message(2, 1, { content: 'ship\u001bit?' })]);
  press('/reply ');
  assert.match(screen.view().rule, /\/reply → bob: ship␛it\?/);
  press(`${killLine}/delete ^2`);
  assert.match(screen.view().rule, /There is no message of yours to change here so far back/);
});

const log = (from: number, to: number): Message[] =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index, from + index - 1));

/** Somebody who has gone from message 1,000 back to message 500, in the middle of two pages. */
function visit() {
  const seat = sit(log(951, 1_000));
  const { scene, screen } = seat;
  const answer = () => {
    for (const ask of scene.said()) {
      if (ask.type !== 'history') continue;
      const [from, to] =
        ask.after === undefined
          ? [Number(ask.before) - 50, Number(ask.before) - 1]
          : [Number(ask.after) + 1, Number(ask.after) + 50];
      const messages = log(from, Math.min(1_000, to));
      scene.reply(ask, { type: 'history', room: 'general', messages, more: to < 1_000 });
    }
    screen.draw();
  };
  scene.client.goTo('general', 500);
  for (const _ of '123') answer();
  return { ...seat, answer, pane: () => screen.view().pane.join('\n') };
}

const pageDown = '\u001b[6~';
const pageUp = '\u001b[5~';
const end = '\u001b[F';

test('a message that one goes to stands in the middle, marked, and the lines say how to get back', () => {
  const { screen, pane } = visit();
  const lines = pane().split('\n');
  const at = lines.findIndex((line) => /►.*message 500$/.test(line));
  assert.ok(Math.abs(at - lines.length / 2) < 3, pane());
  assert.match(screen.view().header, /#general · around Friday 20 November 2026/);
  assert.match(screen.view().rule, /Esc or End: back to now/);
});

test('pages load as one scrolls, and the pane stays with what one reads', () => {
  const { press, pane, answer } = visit();
  const seen = () =>
    pane()
      .match(/message \d+/g)
      ?.map((words) => Number(words.slice(8))) ?? [];
  const before = seen();
  press(pageDown);
  const [first = 0] = seen();
  answer();
  assert.equal(seen()[0], first, 'a page that loads moves nothing');
  assert.ok(first > (before[0] ?? 0) && first <= (before.at(-1) ?? 0) + 1);
  for (const _ of '123456') {
    press(pageUp);
    answer();
  }
  assert.ok((seen()[0] ?? 500) < 440, String(seen()[0]));
});

test('who scrolls through to now is back, and Esc and End are the short way', () => {
  const { scene, screen, press, pane, answer } = visit();
  for (let page = 0; page < 60 && scene.client.getState().visit; page += 1) {
    press(pageDown);
    answer();
  }
  assert.equal(scene.client.getState().visit, undefined);
  assert.match(pane(), /message 1000$/m);
  for (const key of [esc, end]) {
    const other = visit();
    other.scene.server(message(1_001, 1_000));
    other.screen.draw();
    assert.match(other.screen.view().rule, /1 new there/);
    other.press(key);
    assert.equal(other.scene.client.getState().visit, undefined);
    assert.match(other.pane(), /message 1001$/m);
    assert.equal(other.screen.ui.anchors.size <= 1, true);
  }
  assert.equal(screen.ui.anchors.get('general'), 'bottom');
});

test('the answer to a command that is typed in a visit is seen there', () => {
  const { scene, screen } = visit();
  scene.client.notice('In #general (2): alice, bob');
  screen.draw();
  assert.match(screen.view().rule, /In #general \(2\): alice, bob · Esc: there/);
});

test('a key that leads to no room says so', () => {
  const { press, screen } = sit();
  press('\u001b7');
  assert.equal(screen.ui.hint, 'There is no room 7.');
  press('\u001ba');
  assert.equal(screen.ui.hint, 'Nothing is new in other rooms.');
  for (const key of ['\u000e', '\u0010', '\u001bl']) {
    press(key);
    assert.match(screen.ui.hint, /^There is no other room/);
  }
});
