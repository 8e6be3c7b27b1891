// The names of keys: as people write them in the file, as the reader of keys gives them, as the help shows them.
import { nearest } from '../protocol/nearest.ts';

/** Keys that have a name; all others are called by their character. */
const named = [
  ...['enter', 'tab', 'escape', 'backspace', 'insert', 'delete', 'space', 'center'],
  ...['up', 'down', 'left', 'right', 'home', 'end', 'page-up', 'page-down'],
  ...['wheel-up', 'wheel-down'],
  ...Array.from({ length: 12 }, (_, index) => `f${index + 1}`),
] as const;

const otherNames: Readonly<Record<string, string>> = {
  esc: 'escape',
  return: 'enter',
  del: 'delete',
  ins: 'insert',
  pgup: 'page-up',
  pageup: 'page-up',
  pgdn: 'page-down',
  pagedown: 'page-down',
};

const modifiers: Readonly<Record<string, 'ctrl' | 'alt' | 'shift'>> = {
  ctrl: 'ctrl',
  control: 'ctrl',
  c: 'ctrl',
  alt: 'alt',
  meta: 'alt',
  m: 'alt',
  shift: 'shift',
  s: 'shift',
};

/** What most terminals send for these is what they send for another key. */
const sameAs: Readonly<Record<string, string>> = {
  'ctrl-i': 'tab',
  'ctrl-m': 'enter',
  'ctrl-j': 'enter',
  'ctrl-[': 'escape',
};

/** Two keys, one after the other, are the longest there is. */
const maxChordLength = 2;

/** `ctrl-n` for `Ctrl-N` and `C-n`, with a blank between the keys of a chord; undefined if there is no such key. */
export function canonicalKey(written: string): string | undefined {
  const keys = written.trim().split(/\s+/u).map(oneKey);
  const isWhole = keys.length <= maxChordLength && keys.every((key) => key !== undefined);
  return isWhole ? keys.join(' ') : undefined;
}

/** The key that was probably meant. */
export function nearestKey(written: string, known: readonly string[]): string | undefined {
  const typed = written.trim().toLowerCase();
  return sameAs[typed] ?? nearest(typed, [...named, ...known]);
}

/** Whether it types something, so that it has another meaning only where nothing is typed. */
export function isTyped(key: string): boolean {
  return [...key].length === 1;
}

/** `Ctrl-N`, `Alt-Shift-B`, `PgUp`, as the help and the documents have it. */
export function shownKey(key: string): string {
  return key.split(' ').map(shownOne).join(' ');
}

function oneKey(written: string): string | undefined {
  const held = new Set<string>();
  let rest = written;
  for (;;) {
    const [taken, word = ''] = /^([a-z]+)-(?=.)/iu.exec(rest) ?? [];
    const modifier = modifiers[word.toLowerCase()];
    if (taken === undefined || modifier === undefined) break;
    held.add(modifier);
    rest = rest.slice(taken.length);
  }
  const lower = rest.toLowerCase();
  const name = otherNames[lower] ?? lower;
  const isNamed = (named as readonly string[]).includes(name);
  if (!isNamed && [...rest].length !== 1) return undefined;
  const key = isNamed ? prefixed(held, name) : characterKey(held, rest);
  // Without Ctrl a space is typed, or told from no other by its name.
  if (name === 'space' && key !== 'ctrl-space') return undefined;
  return Object.hasOwn(sameAs, key) ? undefined : key;
}

/** A letter with Shift is the capital; with Ctrl a terminal does not tell the two apart. */
function characterKey(held: ReadonlySet<string>, character: string): string {
  const isCapital = held.has('shift') && !held.has('ctrl');
  const letter = held.has('ctrl') ? character.toLowerCase() : character;
  return prefixed(
    new Set([...held].filter((modifier) => modifier !== 'shift')),
    isCapital ? character.toUpperCase() : letter,
  );
}

/** In the order of the reader of keys. */
function prefixed(held: ReadonlySet<string>, name: string): string {
  const prefix = ['ctrl', 'alt', 'shift'].filter((modifier) => held.has(modifier));
  return [...prefix, name].join('-');
}

const shownNames: Readonly<Record<string, string>> = {
  escape: 'Esc',
  'page-up': 'PgUp',
  'page-down': 'PgDn',
};

function shownOne(key: string): string {
  const [, held = '', name = key] = /^((?:(?:ctrl|alt|shift)-)*)(.+)$/u.exec(key) ?? [];
  const isLetter = /^\p{L}$/u.test(name);
  const isCapital = isLetter && name !== name.toLowerCase();
  const shift = isCapital && held !== '' ? 'Shift-' : '';
  const shown = isLetter && held === '' ? name : (shownNames[name] ?? capitalized(name));
  return `${held.split('-').map(capitalized).join('-')}${shift}${shown}`;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
