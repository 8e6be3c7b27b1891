// What a browser tells of a key, and what the table calls it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type KeyEvent, keyName } from '../../../src/web/keys/event-key.ts';

function pressed(key: string, held = '', code = ''): KeyEvent {
  return {
    key,
    code,
    ctrlKey: held.includes('ctrl'),
    altKey: held.includes('alt'),
    shiftKey: held.includes('shift'),
    metaKey: held.includes('meta'),
    getModifierState: () => held.includes('graph'),
  };
}

const elsewhere = (key: string, held?: string, code?: string) =>
  keyName(pressed(key, held, code), false);
const onMac = (key: string, held?: string, code?: string) =>
  keyName(pressed(key, held, code), true);

test('a key is called as the table of keys calls it', () => {
  assert.equal(elsewhere('g', 'ctrl', 'KeyG'), 'ctrl-g');
  assert.equal(elsewhere('ArrowUp', 'alt'), 'alt-up');
  assert.equal(elsewhere('PageUp'), 'page-up');
  assert.equal(elsewhere('F6', 'shift'), 'shift-f6');
  assert.equal(elsewhere('Enter', 'shift'), 'shift-enter');
  assert.equal(elsewhere('k'), 'k');
  assert.equal(elsewhere('G', 'shift'), 'G');
});

test('with Alt a capital is told from its letter, with Ctrl it is not', () => {
  assert.equal(elsewhere('N', 'alt shift', 'KeyN'), 'alt-N');
  assert.equal(elsewhere('R', 'ctrl shift', 'KeyR'), 'ctrl-r');
  assert.equal(elsewhere('<', 'alt shift', 'Comma'), 'alt-<');
});

test('digits count by their place, where they take Shift', () => {
  assert.equal(elsewhere('&', 'alt', 'Digit1'), 'alt-1');
  assert.equal(elsewhere('3', 'alt', 'Digit3'), 'alt-3');
});

test('on a keyboard of another script letters are called by their place', () => {
  assert.equal(elsewhere('п', 'ctrl', 'KeyG'), 'ctrl-g');
  assert.equal(elsewhere('ф', 'alt', 'KeyA'), 'alt-a');
  assert.equal(elsewhere('ф'), 'ф');
});

test('AltGr types, and what is held with Command is the system’s', () => {
  assert.equal(elsewhere('@', 'ctrl alt graph', 'KeyQ'), '');
  assert.equal(elsewhere('k', 'meta', 'KeyK'), '');
});

test('on a Mac Option types, and with Ctrl it is Alt', () => {
  assert.equal(onMac('@', 'alt', 'KeyL'), '');
  assert.equal(onMac('¬', 'ctrl alt', 'KeyL'), 'alt-l');
  assert.equal(onMac('¡', 'ctrl alt', 'Digit1'), 'alt-1');
  assert.equal(onMac('ArrowUp', 'alt'), 'alt-up');
});

test('what is held alone, and a key that composes, are none', () => {
  assert.equal(elsewhere('Shift', 'shift'), '');
  assert.equal(elsewhere('Dead'), '');
  assert.equal(elsewhere('Process'), '');
});
