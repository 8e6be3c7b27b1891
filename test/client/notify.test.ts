// How a person is told: what is written to the terminal, how often, and what is safe in it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { copySequence, maxCopiedBytes } from '../../src/client/clipboard.ts';
import { passedThrough } from '../../src/client/multiplexer.ts';
import { notificationSequence } from '../../src/client/notification-text.ts';
import { Notifier, type NotifySettings } from '../../src/client/notify.ts';
import type { TerminalFocus } from '../../src/client/ui.ts';
import type { State } from '../../src/sdk/state.ts';
import { append, begin, emptyTimeline } from '../../src/sdk/timeline.ts';
import { notificationOf } from '../../src/ui/notification.ts';
import { message } from '../sdk/scene.ts';
import { patienceMs } from '../support/patience.ts';
import { room, stateOf } from './states.ts';

const bell = '\u0007';

/** alice, to whom bob says the same thing again and again. */
class Listener {
  readonly written: string[] = [];
  readonly problems: string[] = [];
  readonly #notifier: Notifier;
  focus: TerminalFocus = 'elsewhere';
  now = 0;
  #seq = 1;
  #state: State = stateOf({}, [room('general', { timeline: begin(emptyTimeline, [], 1) })]);

  constructor(settings: Partial<NotifySettings> = {}) {
    this.#notifier = new Notifier(this.#state, {
      settings: () => ({
        bell: true,
        notify: 'auto',
        notifyCommand: [],
        muted: new Set(),
        quiet: 'off',
        ...settings,
      }),
      abilities: { notification: 'osc9', multiplexer: 'none' },
      focus: () => this.focus,
      now: () => this.now,
      offset: () => 0,
      write: (output) => this.written.push(output),
      onProblem: (text) => this.problems.push(text),
    });
  }

  hears(content = 'alice, look'): void {
    this.#seq += 1;
    const held = this.#state.rooms.get('general') ?? room('general');
    const timeline = append(held.timeline, [message(this.#seq, this.#seq - 1, { content })]);
    this.#follow({ ...held, timeline });
  }

  losesConnection(): void {
    this.#follow({ ...(this.#state.rooms.get('general') ?? room('general')), isJoined: false });
  }

  /** What comes with the answer to the join. */
  comesBackTo(content: string): void {
    this.#seq += 1;
    const held = this.#state.rooms.get('general') ?? room('general');
    const timeline = append(held.timeline, [message(this.#seq, this.#seq - 1, { content })]);
    this.#follow({ ...held, timeline, isJoined: true });
  }

  #follow(next: ReturnType<typeof room>): void {
    this.#state = stateOf({}, [next]);
    this.#notifier.follow(this.#state);
  }
}

test('a mention rings and is shown by the terminal', () => {
  const alice = new Listener();
  alice.hears();
  assert.deepEqual(alice.written, [bell, `\u001b]9;bob in #general: alice, look${bell}`]);
});

test('nothing is heard while the terminal has the focus; where it does not tell, the bell alone', () => {
  const alice = new Listener();
  alice.focus = 'here';
  alice.hears();
  assert.deepEqual(alice.written, []);
  alice.focus = 'unknown';
  alice.hears();
  assert.deepEqual(alice.written, [bell]);
});

test('it rings once a second at most, and can be quiet', () => {
  const alice = new Listener({ notify: 'off' });
  for (const at of [0, 10, 999, 1000, 1500, 2100]) {
    alice.now = at;
    alice.hears();
  }
  assert.equal(alice.written.length, 3);
  const quiet = new Listener({ notify: 'off', bell: false });
  quiet.hears();
  assert.deepEqual(quiet.written, []);
});

test('in quiet hours there is no bell, no notification and no program', () => {
  const alice = new Listener({ quiet: '22:00-07:00', notifyCommand: ['/nowhere/at-all'] });
  for (const time of ['22:00:00', '23:30:00', '06:59:59']) {
    alice.now = Date.parse(`2026-11-20T${time}Z`);
    alice.hears();
  }
  assert.deepEqual([alice.written, alice.problems], [[], []]);
  alice.now = Date.parse('2026-11-20T07:00:00Z');
  alice.hears();
  assert.equal(alice.written.length, 2, 'the bell and the notification');
});

test('connections that come and go do not ring each time for what was missed', () => {
  const alice = new Listener({ notify: 'off' });
  for (const at of [0, 3000, 6000]) {
    alice.now = at;
    alice.losesConnection();
    alice.comesBackTo('alice?');
  }
  assert.deepEqual(alice.written, [bell]);
  alice.now = 7000;
  alice.hears();
  assert.equal(alice.written.length, 2, 'what is said now does');
});

test('nothing that is said acts on the terminal, or is a command of its own', () => {
  const attention = { room: 'general', count: 1, isCaughtUp: false };
  const texts = [
    '4;100',
    'a\u0007b',
    'a\u001b\\b',
    'a\u009cb',
    `${'x'.repeat(300)}`,
    'a\n;b',
    '\u202eabc',
  ];
  for (const text of texts) {
    for (const how of ['osc9', 'osc777'] as const) {
      const notification = notificationOf({ ...attention, sender: '4;3', text });
      const sequence = notificationSequence(notification, how, 'none');
      assert.match(
        sequence,
        /^\u001b\](?:9;[^\p{Cc}\p{Cf};]+\u0007|777;notify;[^\p{Cc}\p{Cf};]+;[^\p{Cc}\p{Cf};]+\u001b\\)$/u,
      );
      assert.doesNotMatch(sequence, /^\u001b\]9;\d+;/);
      assert.ok(sequence.length < 260);
    }
  }
});

test('through tmux and screen it goes in their wrapping', () => {
  const copied = copySequence('hi') ?? '';
  assert.equal(copied, '\u001b]52;c;aGk=\u001b\\');
  assert.equal(
    passedThrough(copied, 'tmux'),
    '\u001bPtmux;\u001b\u001b]52;c;aGk=\u001b\u001b\\\u001b\\',
  );
  assert.equal(passedThrough(copied, 'screen'), '\u001bP\u001b]52;c;aGk=\u0007\u001b\\');
  const long = passedThrough(copySequence('x'.repeat(1000)) ?? '', 'screen');
  const joined = long.replace(/\u001b\\\u001bP/g, '');
  assert.equal(joined, `\u001bP\u001b]52;c;${btoa('x'.repeat(1000))}\u0007\u001b\\`);
});

test('screen’s pieces of a text divide no character', () => {
  for (const before of ['', 'x']) {
    const wrapped = passedThrough(`\u001b]9;${before}${'👍'.repeat(150)}\u0007`, 'screen');
    assert.ok(
      wrapped.isWellFormed() && wrapped.split('\u001bP').every((part) => part.isWellFormed()),
    );
  }
});

test('what is copied is any text, up to what terminals take', () => {
  const text = 'a\u001b]0;x\u0007\n日本 👍';
  const encoded = /^\u001b\]52;c;([A-Za-z\d+/=]*)\u001b\\$/.exec(copySequence(text) ?? '')?.[1];
  assert.equal(Buffer.from(encoded ?? '', 'base64').toString(), text);
  assert.equal(copySequence('x'.repeat(maxCopiedBytes + 1)), undefined);
});

/** A folder whose file says, when it is there, how the program was called. */
function calledIn(context: TestContext): { file: string; command: readonly string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-notify-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'called');
  const code = `const { PARTYLINE_SENDER, PARTYLINE_ROOM, PARTYLINE_TEXT } = process.env;
    const told = [process.argv.slice(1), PARTYLINE_SENDER, PARTYLINE_ROOM, PARTYLINE_TEXT];
    fs.writeFileSync(${JSON.stringify(`${file}.new`)}, JSON.stringify(told));
    fs.renameSync(${JSON.stringify(`${file}.new`)}, ${JSON.stringify(file)});`;
  return { file, command: [process.execPath, '-e', code, '--'] };
}

async function until<T>(find: () => T | undefined): Promise<T> {
  const patience = AbortSignal.timeout(patienceMs);
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    if (patience.aborted) throw new Error('it never came');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function contentsOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

test('a program is told without a shell, and what is said is no option of it', async (context) => {
  const { file, command } = calledIn(context);
  const alice = new Listener({ notifyCommand: command });
  alice.hears('-u alice $(touch x) `id` "; rm');
  const said = ' -u alice $(touch x) `id` "; rm';
  assert.deepEqual(JSON.parse(await until(() => contentsOf(file))), [
    ['bob in #general', said],
    'bob',
    'general',
    said.trimStart(),
  ]);
  assert.deepEqual(alice.problems, []);
});

test('a program that is not there is told of once', async () => {
  const alice = new Listener({ notifyCommand: ['/nowhere/at-all'] });
  for (const at of [0, 10_000]) {
    alice.now = at;
    alice.hears();
    await until(() => alice.problems[0]);
  }
  assert.equal(alice.problems.length, 1);
  assert.match(alice.problems[0] ?? '', /^notify_command: .*ENOENT/);
});
