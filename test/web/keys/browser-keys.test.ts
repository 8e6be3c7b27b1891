// Which keys the page takes, and which it leaves to the browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyActions } from '../../../src/ui/key-table.ts';
import {
  browserKeys,
  isBrowsers,
  pageKeymap,
  pageKeys,
  terminalActions,
} from '../../../src/web/keys/browser-keys.ts';

const { keymap, problems } = pageKeymap();

test('the page’s own keys are bound without a word', () => {
  assert.deepEqual(problems, []);
  for (const [key, action] of Object.entries(pageKeys)) {
    assert.ok(keymap.keysOf(action).includes(key), `${key} does not do ${action}`);
  }
});

test('no key of the browser does anything on the page', () => {
  for (const key of Object.keys(browserKeys)) {
    assert.equal(keymap.bindingOf(key, 'line'), undefined, key);
    assert.equal(isBrowsers(key), true);
  }
});

test('every action has a key, but those that are a terminal’s', () => {
  const without = keyActions.filter(({ name }) => keymap.keysOf(name).length === 0);
  assert.deepEqual(new Set(without.map(({ name }) => name)), terminalActions);
});

test('who binds a key of the browser wants it', () => {
  const chosen = { 'ctrl-r': 'reverse-search' };
  assert.equal(isBrowsers('ctrl-r', chosen), false);
  assert.deepEqual(pageKeymap(chosen).keymap.bindingOf('ctrl-r'), { act: 'reverse-search' });
});
