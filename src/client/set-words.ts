// What /set and /keys say, and what Tab offers for them.
import { nearest } from '../sdk/nearest.ts';
import { shownKey } from '../ui/key-names.ts';
import { keyActions } from '../ui/key-table.ts';
import { type Keymap, readChoice, unbound } from '../ui/keymap.ts';
import { type Config, unknownPreference } from './config.ts';
import {
  isPreference,
  type PreferenceName,
  type Preferences,
  preferenceNames,
  preferenceOf,
} from './preferences.ts';

/** What somebody wants who has typed /set. An undefined value: back to the default. */
export type Wish =
  | { readonly say: string }
  | { readonly problem: string }
  | { readonly name: PreferenceName; readonly value: unknown }
  | { readonly key: string; readonly action: string | undefined };

const keysPrefix = 'keys.';
const toDefault = ['default', '-'];

export function readWish(rest: string, { preferences, keymap }: Config): Wish {
  const [, word = '', value = ''] = /^(\S*)\s*([\s\S]*)$/u.exec(rest.trim()) ?? [];
  const name = word.toLowerCase();
  if (name === '') return { say: preferenceList(preferences) };
  if (name === 'keys') return { say: keyList(keymap, value) };
  if (name.startsWith(keysPrefix)) return keyWish(rest.trim().slice(keysPrefix.length), keymap);
  if (!isPreference(name)) return { problem: unknownPreference(word) };
  if (value === '') return { say: explained(name, preferences) };
  if (toDefault.includes(value)) return { name, value: undefined };
  const { read, canBe, choices } = preferenceOf(name);
  const wanted = read(value);
  if (wanted !== undefined) return { name, value: wanted };
  const guess = nearest(value.toLowerCase(), choices);
  const remedy = guess === undefined ? '' : ` Did you mean ${guess}?`;
  return { problem: `${name} can be: ${canBe}.${remedy}` };
}

/** `theme = dark` */
export function shownValue(name: PreferenceName, preferences: Preferences): string {
  return `${name} = ${shownOf(name, preferences)}`;
}

/** The keys with their actions; only those in which the word is, if there is one. */
export function keyList(keymap: Keymap, word = ''): string {
  const wanted = word.trim().toLowerCase();
  const rows = keyActions
    .map(({ name, help }) => [name, keymap.keysOf(name).map(shownKey).join(', '), help] as const)
    .filter((row) => row.some((cell) => cell.toLowerCase().includes(wanted)));
  if (rows.length === 0) return `No key has to do with ${word.trim()}.`;
  return columns(rows.map(([name, keys, help]) => [name, `${keys || unbound}: ${help}`]));
}

/** What can stand behind `/set `. */
export function preferenceWords(word: string): readonly string[] {
  if (!word.startsWith(keysPrefix)) return [...preferenceNames, 'keys'];
  const keys = keyActions.flatMap((action) => action.keys).filter((key) => !key.includes(' '));
  return keys.map((key) => keysPrefix + key);
}

/** What can stand behind `/set NAME `: `place` 1 is the first word there. */
export function actionWords(name: string, place: number): readonly string[] {
  const isKey = name.startsWith(keysPrefix);
  if (isKey) return [...keyActions.map((action) => action.name), unbound, 'default'];
  if (place > 1 || !isPreference(name)) return [];
  return [...preferenceOf(name).choices, 'default'];
}

function keyWish(typed: string, keymap: Keymap): Wish {
  const words = typed.split(/\s+/u).filter((word) => word !== '');
  const [only] = words;
  if (only === undefined) return { say: keyList(keymap) };
  if (words.length === 1) {
    const choice = readChoice(only, unbound);
    return 'problem' in choice ? choice : { say: explainedKey(choice.key, keymap) };
  }
  const action = words.at(-1)?.toLowerCase() ?? '';
  const isDefault = toDefault.includes(action);
  const choice = readChoice(words.slice(0, -1).join(' '), isDefault ? unbound : action);
  if ('problem' in choice) return choice;
  return { key: choice.key, action: isDefault ? undefined : action };
}

function explainedKey(key: string, keymap: Keymap): string {
  const bound = keyActions.filter(({ name }) => keymap.keysOf(name).includes(key));
  const does = bound.map(({ name, help }) => `${name} (${help})`).join('; ');
  return `${shownKey(key)}: ${does || unbound}. /set ${keysPrefix}${key} ACTION binds it.`;
}

function preferenceList(preferences: Preferences): string {
  const rows = preferenceNames.map((name) => {
    const { fallback, show } = preferenceOf(name);
    const value = shownOf(name, preferences);
    const usual = show(fallback);
    return [name, value === usual ? value : `${value} (default: ${usual})`] as const;
  });
  return `${columns(rows)}\n/set NAME explains one, /set NAME VALUE changes it, /keys lists the keys.`;
}

function explained(name: PreferenceName, preferences: Preferences): string {
  const { fallback, show, help, canBe } = preferenceOf(name);
  return `${shownValue(name, preferences)}: ${help}. It can be: ${canBe}. Default: ${show(fallback)}.`;
}

function shownOf(name: PreferenceName, preferences: Preferences): string {
  return preferenceOf(name).show(preferences[name]);
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `${first.padEnd(width)}  ${second}`).join('\n');
}
