// Keys as the kitty keyboard protocol tells them: by their characters, each with what it is held with.
import { controls } from './key-codes.ts';
import type { Key } from './keys.ts';

/** The keypad's keys, from its 0 on. */
const keypadStart = 57_399;
const keypad: readonly string[] = [
  ...'0123456789./*-+',
  'enter',
  '=',
  ',',
  'left',
  'right',
  'up',
  'down',
  'page-up',
  'page-down',
  'home',
  'end',
  'insert',
  'delete',
  'center',
];

/** What a terminal that tells these apart sends, and every other one sends the second for. */
const sameKeys: Readonly<Record<string, string>> = {
  'ctrl-i': 'tab',
  'ctrl-j': 'enter',
  'ctrl-m': 'enter',
  'ctrl-h': 'backspace',
  'ctrl-[': 'escape',
  'ctrl- ': 'ctrl-space',
  'ctrl-@': 'ctrl-space',
  'ctrl-/': 'ctrl-_',
  'alt-shift-enter': 'alt-enter',
};

/**
 * The key of these codes, as a terminal without the protocol would tell it where that can.
 * @param codes the key's character, what Shift makes of it, and the one in its place among Latin letters
 * @param prefix what it is held with, as `ctrl-alt-shift-`
 */
export function unicodeKey(codes: string, prefix: string): Key | undefined {
  const [code = 0, shifted = 0, base = 0] = codes.split(':').map(Number);
  // Ctrl and Alt go with the key's place, wherever the letters are those of another script.
  const isShortcut = prefix !== '' && prefix !== 'shift-';
  const name =
    keypad[code - keypadStart] ?? nameOf(isShortcut && code > 0x7f && base ? base : code);
  if (name === undefined) return undefined;
  const isCharacter = Array.from(name).length === 1;
  if (isCharacter && !isShortcut) return { name: 'text', text: name };
  const told = isCharacter ? shortcutName(prefix, name, nameOf(shifted)) : prefix + name;
  return { name: sameKeys[told] ?? told };
}

/** A character, or the name of the key that it is sent by; undefined where it is neither. */
function nameOf(code: number): string | undefined {
  // Surrogates, and the private area, in which the protocol numbers keys that are no characters.
  const isNone = !(code > 0 && code <= 0x10ffff) || (code >= 0xd800 && code <= 0xf8ff);
  if (isNone || !Number.isInteger(code)) return undefined;
  const character = String.fromCodePoint(code);
  if (character === '\u001b') return 'escape';
  return controls[character] ?? (/\p{Cc}/u.test(character) ? undefined : character);
}

/** Alt-Shift-, is `alt-<`, and Alt-Shift-a `alt-A`; Shift stays told where Ctrl goes with a letter. */
function shortcutName(prefix: string, name: string, shifted: string | undefined): string {
  const isLetter = /^\p{L}$/u.test(name);
  if (!prefix.endsWith('shift-') || (isLetter && prefix.startsWith('ctrl-'))) return prefix + name;
  const upper = shifted ?? (isLetter ? name.toUpperCase() : undefined);
  return upper === undefined ? prefix + name : prefix.replace('shift-', '') + upper;
}
