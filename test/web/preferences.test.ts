// What people choose about the page, and how a browser keeps it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  defaultPreferences,
  noChoices,
  readChoices,
  withPreference,
  writeChoices,
} from '../../src/web/preferences.ts';

test('what is chosen is the same after it was kept', () => {
  const dark = withPreference(noChoices, 'theme', 'dark');
  const muted = withPreference(dark, 'mute', ['random', 'ops']);
  const choices = { ...withPreference(muted, 'ask_paste', 9), keys: { 'alt-x': 'switcher' } };
  assert.deepEqual(readChoices(writeChoices(choices) ?? ''), choices);
});

test('only what is not as ever is kept, so that a new default reaches everybody', () => {
  const back = withPreference(withPreference(noChoices, 'theme', 'dark'), 'theme', undefined);
  assert.equal(writeChoices(back), '{"preferences":{},"keys":{}}');
});

test('damaged, foreign and overlong content is as if nothing was chosen', () => {
  for (const kept of [null, '', '{', '[]', '7', 'null', `{"keys":${'9'.repeat(70_000)}}`]) {
    assert.deepEqual(readChoices(kept), noChoices);
  }
});

test('a value that can’t be leaves the others as they are', () => {
  const kept = '{"preferences":{"theme":"pink","times":"none","mute":7,"no":1},"keys":[]}';
  assert.deepEqual(readChoices(kept), {
    preferences: { ...defaultPreferences, times: 'none' },
    keys: {},
  });
});

test('too much is not kept at all', () => {
  const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`key-${i}`, 'switcher']));
  assert.equal(writeChoices({ ...noChoices, keys }), undefined);
});
