// The table of keys.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyReader } from '../../src/client/keys.ts';
import { keyHelp } from '../../src/ui/key-help.ts';
import { canonicalKey, shownKey } from '../../src/ui/key-names.ts';
import { keyActions } from '../../src/ui/key-table.ts';
import { createKeymap, defaultKeymap } from '../../src/ui/keymap.ts';
import { fc } from '../support/generated.ts';

test('the readline keys edit the line', () => {
  const expected = {
    'ctrl-a': 'line-start',
    'ctrl-e': 'line-end',
    'ctrl-k': 'kill-to-end',
    'alt-d': 'kill-word-right',
    'ctrl-t': 'transpose',
  };
  for (const [key, name] of Object.entries(expected))
    assert.deepEqual(defaultKeymap.bindingOf(key), { edit: name });
});

test('Alt with a digit goes to a room by its number', () => {
  assert.deepEqual(defaultKeymap.bindingOf('alt-3'), { room: 3 });
  assert.deepEqual(defaultKeymap.bindingOf('alt-0'), { room: 10 });
});

test('a key without a meaning does nothing', () => {
  assert.equal(defaultKeymap.bindingOf('f12'), undefined);
  assert.equal(defaultKeymap.bindingOf('constructor'), undefined);
});

const { bindingOf } = defaultKeymap;

test('no key of the table has two meanings where it is pressed', () => {
  const seen = new Set<string>();
  for (const { context, keys, onMessage } of keyActions) {
    const places = context === 'any' ? ['any', 'line'] : [context];
    for (const key of keys) for (const place of places) addNew(seen, `${place} ${key}`);
    for (const key of onMessage) addNew(seen, `message ${key}`);
  }
});

function addNew(seen: Set<string>, place: string): void {
  assert.ok(!seen.has(place), place);
  seen.add(place);
}

test('every key of the table has the name by which people can bind it, and names are not doubled', () => {
  for (const { keys, onMessage } of keyActions) {
    for (const key of [...keys, ...onMessage]) assert.equal(canonicalKey(key), key);
  }
  const names = keyActions.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
});

test('the first key of two waits for the second', () => {
  assert.equal(bindingOf('ctrl-x'), 'waits');
  assert.deepEqual(bindingOf('ctrl-x ctrl-e'), { act: 'external-editor' });
  assert.equal(bindingOf('ctrl-x ctrl-n'), undefined);
});

test('on a message and in a list keys have their own meaning first, then that of everywhere', () => {
  assert.deepEqual(bindingOf('r', 'message'), { act: 'message-reply' });
  assert.deepEqual(bindingOf('k', 'message'), { act: 'select-older' });
  assert.deepEqual(bindingOf('ctrl-n', 'list'), { act: 'list-next' });
  assert.deepEqual(bindingOf('ctrl-n', 'message'), { act: 'room-next' });
  assert.equal(bindingOf('ctrl-w', 'message'), undefined);
});

test('what is bound in the file goes before what the key means elsewhere on the line', () => {
  const { keymap, problems } = createKeymap({ 'Ctrl-K': 'switcher', 'c-x': 'help', F2: 'left' });
  assert.deepEqual(problems, []);
  assert.deepEqual(keymap.bindingOf('ctrl-k'), { act: 'switcher' });
  assert.deepEqual(keymap.bindingOf('ctrl-x'), { act: 'help' });
  assert.deepEqual(keymap.bindingOf('f2'), { edit: 'left' });
  assert.deepEqual(keymap.keysOf('external-editor'), []);
  assert.deepEqual(keymap.keysOf('switcher'), ['ctrl-k', 'ctrl-g']);
});

test('a key of everywhere leaves lists theirs, so that they can be left', () => {
  const { keymap } = createKeymap({ up: 'line-back', enter: 'none' });
  assert.deepEqual(keymap.bindingOf('up'), { act: 'line-back' });
  assert.deepEqual(keymap.bindingOf('up', 'list'), { act: 'list-previous' });
  assert.equal(keymap.bindingOf('enter'), undefined);
  assert.deepEqual(keymap.bindingOf('enter', 'list'), { act: 'list-choose' });
});

test('a letter can be bound for a selected message alone', () => {
  const { keymap, problems } = createKeymap({ x: 'message-delete', q: 'help' });
  assert.deepEqual(keymap.bindingOf('x', 'message'), { act: 'message-delete' });
  assert.deepEqual(problems, ['q: this key types a character. Take one with ctrl- or alt-.']);
});

test('of two lines in each other’s way the later holds, and it is told', () => {
  const { keymap, problems } = createKeymap({ 'ctrl-o ctrl-o': 'help', 'ctrl-o': 'switcher' });
  assert.deepEqual(keymap.bindingOf('ctrl-o'), { act: 'switcher' });
  assert.equal(problems.length, 1);
});

test('keys are written as people write them', () => {
  const written = {
    'C-n': 'ctrl-n',
    'Meta-a': 'alt-a',
    'alt-B': 'alt-B',
    'shift-ctrl-up': 'ctrl-shift-up',
  };
  for (const [one, key] of Object.entries(written)) assert.equal(canonicalKey(one), key);
  const others = {
    PgUp: 'page-up',
    'alt-shift-b': 'alt-B',
    'ctrl--': 'ctrl--',
    Esc: 'escape',
    R: 'R',
  };
  for (const [one, key] of Object.entries(others)) assert.equal(canonicalKey(one), key);
  for (const none of ['', 'ctrl-', 'ctrl-xy', 'hyper-x', 'a b c', 'ctrl-i', 'f13', 'space'])
    assert.equal(canonicalKey(none), undefined, none);
  assert.deepEqual(
    ['ctrl-x ctrl-e', 'alt-B', 'alt-page-up', 'r', 'alt-<', 'shift-f6'].map(shownKey),
    ['Ctrl-X Ctrl-E', 'Alt-Shift-B', 'Alt-PgUp', 'r', 'Alt-<', 'Shift-F6'],
  );
});

test('the capital of Alt-Shift is the same key, however the terminal tells it', () => {
  assert.deepEqual(bindingOf('alt-shift-b'), bindingOf('alt-B'));
  const [key] = new KeyReader().push('\u001bB');
  assert.deepEqual(bindingOf(key?.name ?? ''), { act: 'sidebar-toggle' });
});

test('no name of a key or an action brings it down', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('ctrl-', '__proto__', ' ', 'c-c-c-'),
  );
  const property = fc.property(fc.dictionary(word, fc.oneof(word, fc.anything())), (choices) => {
    createKeymap(choices);
  });
  fc.assert(property);
});

test('the help tells the keys as they are bound, and not what has none', () => {
  const { keymap } = createKeymap({ 'ctrl-o': 'switcher', 'alt-l': 'none', 'ctrl-^': 'none' });
  const told = new Map(keyHelp(keymap));
  assert.equal(told.get('Ctrl-O'), 'go to a room by a part of its name');
  assert.ok(![...told.values()].includes('the room where you were last'));
  assert.equal(told.get('Ctrl-N  Ctrl-P'), 'the next room, the one before');
});

test('every label of the help begins with a key that does it', () => {
  const does = new Set(keyActions.flatMap(({ keys }) => keys.map(shownKey)));
  for (const [label] of keyHelp()) {
    const keys = label.split(/ {2}| … /u);
    assert.ok(
      keys.some((key) => does.has(key) || does.has(key.split(' ')[0] ?? '')),
      label,
    );
  }
});
