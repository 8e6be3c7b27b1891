// What the config file says: preferences and keys, and in a sentence each what of it can't be meant.
import { parse, TomlError } from 'smol-toml';
import { createKeymap, defaultKeymap, type KeyChoices, type Keymap } from '../ui/keymap.ts';
import { defaultPreferences, isPreference, type Preferences, preferenceOf } from './preferences.ts';

export interface Config {
  readonly preferences: Preferences;
  readonly keymap: Keymap;
  /** What the keymap was made from. */
  readonly keys: KeyChoices;
  /** A sentence each; what is told here is as if it did not stand in the file. */
  readonly problems: readonly string[];
}

export const defaultConfig: Config = {
  preferences: defaultPreferences,
  keymap: defaultKeymap,
  keys: {},
  problems: [],
};

/** The tables of the file that are the client's; others are not its business. */
export const clientTable = ['client'] as const;
export const keysTable = ['client', 'keys'] as const;

/** More than these nobody reads. */
const maxProblems = 8;
/** What is shown of a value that can't be. */
const maxShown = 40;

type Table = Readonly<Record<string, unknown>>;

/**
 * Never throws: what can't be read is told, and the rest holds. Keys and tables that there are not were
 * refused by the command line, which has keys of its own beside these.
 */
export function readConfig(text: string): Config {
  const document = parsed(text);
  if ('problem' in document) return { ...defaultConfig, problems: [document.problem] };
  const { client } = document.table;
  const table = asTable(client);
  const { keys, ...values } = table ?? {};
  const { preferences, problems } = readPreferences(values);
  const choices: KeyChoices = asTable(keys) ?? {};
  const map = createKeymap(choices);
  const told = [
    ...(client !== undefined && table === undefined ? ['client is a table: [client].'] : []),
    ...(keys !== undefined && asTable(keys) === undefined
      ? ['keys is a table: [client.keys].']
      : []),
    ...problems,
    ...map.problems,
  ];
  return { preferences, keymap: map.keymap, keys: choices, problems: limited(told) };
}

/** The document, or where it is no TOML. */
export function parsed(text: string): { table: Table } | { problem: string } {
  try {
    return { table: parse(text.replace(/^\uFEFF/, '')) };
  } catch (error) {
    // Another error is the parser's own, of what nests too deep.
    if (!(error instanceof TomlError)) return { problem: 'It is no TOML.' };
    const [first = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    return { problem: `Line ${error.line} is no TOML: ${first}.` };
  }
}

function readPreferences(values: Table): { preferences: Preferences; problems: string[] } {
  const problems: string[] = [];
  const given: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(values)) {
    if (!isPreference(name)) continue;
    const { read, canBe } = preferenceOf(name);
    const value = read(raw);
    if (value === undefined) problems.push(`${name} can’t be ${shown(raw)}, but: ${canBe}.`);
    else given[name] = value;
  }
  return { preferences: { ...defaultPreferences, ...given } as Preferences, problems };
}

function asTable(value: unknown): Table | undefined {
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isTable && !(value instanceof Date) ? (value as Table) : undefined;
}

function limited(problems: readonly string[]): string[] {
  const more = problems.length - maxProblems;
  if (more <= 1) return [...problems];
  return [...problems.slice(0, maxProblems), `And ${more} more.`];
}

function shown(raw: unknown): string {
  const isList = Array.isArray(raw) || asTable(raw) !== undefined;
  return isList ? 'this' : short(typeof raw === 'string' ? JSON.stringify(raw) : String(raw));
}

function short(text: string): string {
  const characters = [...text];
  return characters.length > maxShown ? `${characters.slice(0, maxShown).join('')}…` : text;
}
