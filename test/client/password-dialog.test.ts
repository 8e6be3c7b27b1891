// Passwords typed on the screen: nothing of them is seen, and the prompt stays until the server is content.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PasswordDialog } from '../../src/client/password-dialog.ts';
import type { PasswordWish } from '../../src/ui/own-commands.ts';
import { sit } from './seat.ts';

const enter = '\r';

/** At a screen where this is asked for. */
function asked(wish: PasswordWish, readableTo?: string) {
  const seat = sit();
  const { scene, screen } = seat;
  let isDone = false;
  new PasswordDialog(
    {
      client: scene.client,
      readableTo,
      show: (overlay) => screen.update((ui) => ({ ...ui, overlay })),
      later: (delayMs, run) => scene.clock.setTimer(delayMs, run),
      done: () => {
        isDone = true;
      },
    },
    wish,
  );
  const shown = () => {
    const { input, rule, pane } = screen.view();
    return [...pane, rule, ...input].join('\n');
  };
  return { ...seat, shown, isDone: () => isDone };
}

/** Promises that are settled by now have been heard. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('of a password nothing is on the screen, not even its length, and nothing is in the line', async () => {
  const { scene, shown, press, text, isDone } = asked({ does: 'logIn', name: 'alice' });
  const before = shown();
  assert.match(before, /\? Password for alice: /);
  press('correct horse');
  press('\u001b[200~ battery\nstaple\u001b[201~');
  press('x\u007f');
  assert.equal(shown(), before);
  assert.equal(text(), '');
  press(enter);
  const login = scene.asks('login');
  assert.deepEqual([login.name, login.password], ['alice', 'correct horse batterystaple']);
  scene.refuse(login, 'auth-failed');
  await settled();
  assert.match(shown(), /It is auth-failed\.[\s\S]*Password for alice: /, 'the prompt stays');
  assert.equal(isDone(), false);
});

test('no key of a password does what it does elsewhere: chords, Alt, history, the editor, Tab', () => {
  const { press, shown, text, scene, screen } = asked({ does: 'logIn', name: 'alice' });
  const before = shown();
  press('\u001bs\u001b1\u0018\u0005\t\u0012\u001b[A/:tada:?');
  assert.equal(shown(), before);
  assert.equal(text(), '');
  press(enter);
  assert.equal(scene.asks('login').password, '/:tada:?');
  press('while it waits');
  press('\u001b');
  assert.equal(screen.ui.overlay, undefined);
  assert.equal(text(), '');
});

test('registering asks twice, and again where the two differ or are too short', async () => {
  const { scene, press, shown, isDone } = asked({ does: 'register', code: 'abc' });
  press(`short${enter}`);
  assert.match(shown(), /8 characters or more/);
  press(`correct horse${enter}`);
  assert.match(shown(), /The same again: /);
  press(`correct house${enter}`);
  assert.match(shown(), /differ[\s\S]*A password for alice: /);
  press(`correct horse${enter}correct horse${enter}`);
  const register = scene.asks('register');
  assert.deepEqual([register.password, register.code], ['correct horse', 'abc']);
  const session = { token: '2.acc.s1.x', session: 'acc.s1', role: 'member' };
  scene.reply(register, { type: 'registered', name: 'alice', ...session });
  await settled();
  assert.ok(isDone());
  assert.match(scene.notices.at(-1) ?? '', /^alice is yours now/);
});

test('where one has to wait the seconds count down, and Enter before that asks nothing', async () => {
  const { scene, press, shown } = asked({ does: 'changePassword' });
  press(`as it was${enter}as it will be${enter}as it will be${enter}`);
  scene.refuse(scene.asks('password'), 'rate-limited', { retryAfterMs: 2_500 });
  await settled();
  assert.match(shown(), /It is rate-limited\. \(3 s\)/);
  press(`as it was${enter}`);
  assert.match(shown(), /as it is: /, 'still the first question');
  scene.clock.advance(1_000);
  assert.match(shown(), /\(2 s\)/);
  scene.clock.advance(2_000);
  assert.doesNotMatch(shown(), /\(\d s\)/);
  press(enter);
  assert.match(shown(), /The new one: /);
});

test('over plain text one is warned, and only a y goes on', () => {
  const first = asked({ does: 'logIn', name: 'alice' }, 'chat.example.org:7000');
  assert.match(first.shown(), /Others on the way can read a password: plain text to chat/);
  first.press('n');
  assert.equal(first.screen.ui.overlay, undefined);
  const second = asked({ does: 'logIn', name: 'alice' }, 'chat.example.org:7000');
  second.press(`y`);
  second.press(`correct horse${enter}`);
  assert.equal(second.scene.asks('login').password, 'correct horse');
});

test('a password behind a command is not sent, and nothing of it stays', () => {
  for (const line of [
    '/login alice correct',
    '/password a b',
    '/unregister now',
    '/register a b',
  ]) {
    const { scene, press, text, done } = sit();
    press(`${line}${enter}`);
    assert.deepEqual([scene.said(), text()], [[], ''], line);
    assert.match(String(done[0]), /^problem Passwords are not typed here/, line);
    press('\u001b[A');
    assert.equal(text(), '', 'nor is it in the history');
  }
});
