// The status line, at every width.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellWidth } from '../../src/client/cells.ts';
import { statusText } from '../../src/client/status-text.ts';
import type { State } from '../../src/sdk/state.ts';
import { typingWords } from '../../src/ui/status-words.ts';
import { themeFor } from './looks.ts';
import { room, stateOf } from './states.ts';

const now = Date.UTC(2026, 10, 20);
const theme = themeFor(0);

const shown = (state: State, width = 80, hint = '', namesRooms = false): string =>
  statusText(
    { state, address: 'localhost:7000', now, hint, namesRooms, isMuted: () => false },
    width,
    theme,
  );

test('a live connection shows its latency and who one is where', () => {
  const state = stateOf({ connection: { status: 'live', attempt: 0, latencyMs: 3.2 } });
  assert.equal(shown(state).trim(), '● live · 3 ms · alice@localhost:7000');
});

test('a lost one says why and when it is tried again', () => {
  const connection = {
    status: 'waiting',
    attempt: 3,
    retryAt: now + 4200,
    why: 'The server is going down.',
  } as const;
  assert.match(
    shown(stateOf({ connection })),
    /no connection, next try in 5 s · Enter: now · The server is going down\./,
  );
});

test('where room is short the connection stays', () => {
  const state = stateOf({ connection: { status: 'live', attempt: 0, latencyMs: 3 } }, [
    room('general', { typing: ['bob'] }),
  ]);
  assert.match(shown(state), /alice@localhost:7000.* bob is typing…/);
  assert.match(shown(state, 20), /^ ● live +$/);
});

test('at 40 columns nothing of a lost connection is cut in half', () => {
  const connection = { status: 'waiting', attempt: 3, retryAt: now + 9000, why: 'x' } as const;
  assert.match(shown(stateOf({ connection }), 40), /^ ● no connection, next try in 9 s +$/);
  const rooms = [room('general'), room('ops', { unread: 5, mentions: 1 })];
  assert.match(shown(stateOf({ connection }, rooms), 40), /^ ● no connection, next try in 9 s +$/);
});

test('it never is wider than the screen', () => {
  const connection = { status: 'waiting', attempt: 3, retryAt: now, why: 'x'.repeat(300) } as const;
  for (let width = 10; width < 120; width += 1) {
    const line = shown(stateOf({ connection }), width, 'Ctrl-C again quits');
    assert.ok(cellWidth(line) <= width, `${width}: ${line}`);
  }
});

test('beside the sidebar a room where one was named is told of, without it every room with news', () => {
  const rooms = [
    room('general'),
    room('ops', { unread: 7, mentions: 1 }),
    room('random', { unread: 120 }),
  ];
  assert.match(shown(stateOf({}, rooms), 80, '', true), /#ops @1 · #random 99\+$/);
  assert.match(shown(stateOf({}, rooms), 80), / {2}#ops @1$/);
});

test('who is typing is said in words', () => {
  assert.equal(typingWords([]), '');
  assert.equal(typingWords(['a', 'b']), 'a and b are typing…');
  assert.equal(typingWords(['a', 'b', 'c']), '3 are typing…');
});
