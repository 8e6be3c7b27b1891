// How who listens is called: what the terminal gets, and when a line just typed keeps the rest away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Notifier } from '../../../src/client/notify.ts';
import { defaultPreferences, type Preferences } from '../../../src/client/preferences.ts';
import { calledTools } from '../../../src/client/spoken/called.ts';
import { append, begin, emptyTimeline } from '../../../src/sdk/timeline.ts';
import { message } from '../../sdk/scene.ts';
import { room, stateOf } from '../states.ts';

const bell = '\u0007';
const shown = `\u001b]9;bob in #general: alice, look${bell}`;
const iTerm = { TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' };

interface Scene {
  readonly preferences?: Partial<Preferences>;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  readonly typedMs?: number;
  readonly nowMs?: number;
}

/** What is written when bob names alice, and what is told of her program. */
async function calling({ preferences, env = iTerm, isTTY = true, typedMs, nowMs = 0 }: Scene) {
  const written: string[] = [];
  const problems: string[] = [];
  const before = begin(emptyTimeline, [], 1);
  const notifier = new Notifier(
    stateOf({}, [room('general', { timeline: before })]),
    calledTools({
      preferences: () => ({ ...defaultPreferences, ...preferences }),
      typedMs: () => typedMs,
      now: () => nowMs,
      stdout: { isTTY, write: (text) => written.push(text) },
      env,
      onProblem: (text) => problems.push(text),
    }),
  );
  const timeline = append(before, [message(2, 1, { content: 'alice, look' })]);
  notifier.follow(stateOf({}, [room('general', { timeline })]));
  // A program that is not there is told of in the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  return { written, isRun: problems.length > 0 };
}

const notThere = { notify_command: ['/nowhere/at-all'] } as const;

test('who listens is called as on the screen: by bell, by the terminal, by the program', async () => {
  const { written, isRun } = await calling({ preferences: notThere });
  assert.deepEqual({ written, isRun }, { written: [bell, shown], isRun: true });
});

test('for twenty seconds after a line one is at it: then the bell alone', async () => {
  const soon = await calling({ preferences: notThere, typedMs: 1_000, nowMs: 20_999 });
  assert.deepEqual(soon, { written: [bell], isRun: false });
  const later = await calling({ preferences: notThere, typedMs: 1_000, nowMs: 21_000 });
  assert.deepEqual(later, { written: [bell, shown], isRun: true });
});

test('a dumb terminal gets no sequences, whatever is preferred, but the program is run', async () => {
  const preferences = { ...notThere, notify: 'osc777' } as const;
  const dumb = await calling({ preferences, env: { ...iTerm, TERM: 'dumb' } });
  assert.deepEqual(dumb, { written: [bell], isRun: true });
});

test('a pipe gets words alone, not even the bell', async () => {
  const piped = await calling({ preferences: notThere, isTTY: false });
  assert.deepEqual(piped, { written: [], isRun: true });
});

test('a terminal that is not known to show notifications gets none', async () => {
  const { written } = await calling({ env: { TERM: 'xterm-256color' } });
  assert.deepEqual(written, [bell]);
});

test('muted rooms and quiet hours hold here too', async () => {
  for (const how of [{ mute: ['general'] }, { quiet: '00:00-23:59' }] as const)
    assert.deepEqual(await calling({ preferences: { ...notThere, ...how } }), {
      written: [],
      isRun: false,
    });
});
