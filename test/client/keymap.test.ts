// The table of keys.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bindingOf } from '../../src/client/keymap.ts';

test('the readline keys edit the line', () => {
  const expected = {
    'ctrl-a': 'line-start',
    'ctrl-e': 'line-end',
    'ctrl-k': 'kill-to-end',
    'alt-d': 'kill-word-right',
    'ctrl-t': 'transpose',
  };
  for (const [key, name] of Object.entries(expected))
    assert.deepEqual(bindingOf(key), { edit: name });
});

test('Alt with a digit goes to a room by its number', () => {
  assert.deepEqual(bindingOf('alt-3'), { room: 3 });
  assert.equal(bindingOf('alt-0'), undefined);
});

test('a key without a meaning does nothing', () => {
  assert.equal(bindingOf('f12'), undefined);
  assert.equal(bindingOf('constructor'), undefined);
});
