// What /set and /keys say, and what Tab offers for them.
import { nearest } from '../protocol/nearest.ts';
import { shownKey } from './key-names.ts';
import { keyActions } from './key-table.ts';
import { type Keymap, readChoice, unbound } from './keymap.ts';
import type { Preference, PreferenceTable } from './preference-kinds.ts';

/** What can be set, and how it is. */
export interface Settable {
  readonly table: PreferenceTable;
  /** By the names of the table. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly keymap: Keymap;
}

/** What somebody wants who has typed /set. An undefined value: back to the default. */
export type Wish =
  | { readonly say: string }
  | { readonly problem: string }
  | { readonly name: string; readonly value: unknown }
  | { readonly key: string; readonly action: string | undefined };

const keysPrefix = 'keys.';
const toDefault = ['default', '-'];

export function readWish(rest: string, settable: Settable): Wish {
  const { table, keymap } = settable;
  const [, word = '', value = ''] = /^(\S*)\s*([\s\S]*)$/u.exec(rest.trim()) ?? [];
  const name = word.toLowerCase();
  if (name === '') return { say: preferenceList(settable) };
  if (name === 'keys') return { say: keyList(keymap, value) };
  if (name.startsWith(keysPrefix)) return keyWish(rest.trim().slice(keysPrefix.length), keymap);
  const preference = preferenceIn(table, name);
  if (preference === undefined) return { problem: unknownPreference(word, Object.keys(table)) };
  if (value === '') return { say: explained(name, preference, settable) };
  if (toDefault.includes(value)) return { name, value: undefined };
  const { read, canBe, choices } = preference;
  const wanted = read(value);
  if (wanted !== undefined) return { name, value: wanted };
  const guess = nearest(value.toLowerCase(), choices);
  const remedy = guess === undefined ? '' : ` Did you mean ${guess}?`;
  return { problem: `${name} can be: ${canBe}.${remedy}` };
}

/** `theme = dark` */
export function shownValue(name: string, { table, values }: Settable): string {
  return `${name} = ${preferenceIn(table, name)?.show(values[name]) ?? ''}`;
}

/** The row of a preference; undefined: there is none of that name. */
export function preferenceIn(
  table: PreferenceTable,
  name: string,
): Preference<unknown> | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

export function unknownPreference(name: string, names: readonly string[]): string {
  const guess = nearest(name.toLowerCase(), names);
  const remedy = guess === undefined ? '/set lists them.' : `Did you mean ${guess}?`;
  return `There is no preference ${short(name)}. ${remedy}`;
}

/** What is shown of a name that can't be. */
const maxShown = 40;

function short(text: string): string {
  const characters = [...text];
  return characters.length > maxShown ? `${characters.slice(0, maxShown).join('')}…` : text;
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
export function preferenceWords(word: string, table: PreferenceTable): readonly string[] {
  if (!word.startsWith(keysPrefix)) return [...Object.keys(table), 'keys'];
  const keys = keyActions.flatMap((action) => action.keys).filter((key) => !key.includes(' '));
  return keys.map((key) => keysPrefix + key);
}

/** What can stand behind `/set NAME `: `place` 1 is the first word there. */
export function actionWords(
  name: string,
  place: number,
  table: PreferenceTable,
): readonly string[] {
  const isKey = name.startsWith(keysPrefix);
  if (isKey) return [...keyActions.map((action) => action.name), unbound, 'default'];
  const preference = preferenceIn(table, name);
  return place > 1 || preference === undefined ? [] : [...preference.choices, 'default'];
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

function preferenceList({ table, values }: Settable): string {
  const rows = Object.entries(table).map(([name, { fallback, show }]) => {
    const value = show(values[name]);
    const usual = show(fallback);
    return [name, value === usual ? value : `${value} (default: ${usual})`] as const;
  });
  return `${columns(rows)}\n/set NAME explains one, /set NAME VALUE changes it, /keys lists the keys.`;
}

function explained(name: string, preference: Preference<unknown>, settable: Settable): string {
  const { fallback, show, help, canBe } = preference;
  return `${shownValue(name, settable)}: ${help}. It can be: ${canBe}. Default: ${show(fallback)}.`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `${first.padEnd(width)}  ${second}`).join('\n');
}
