// The config file and what it says now: read once, changed line by line, the person's own words kept.
import { isDeepStrictEqual } from 'node:util';
import { type TomlChange, withTomlValue } from '../command-line/toml-lines.ts';
import { canonicalKey } from '../ui/key-names.ts';
import { createKeymap } from '../ui/keymap.ts';
import {
  type Config,
  clientTable,
  defaultConfig,
  keysTable,
  parsed,
  readConfig,
} from './config.ts';
import { readKept, writeKept } from './kept-file.ts';
import { type PreferenceName, preferenceOf } from './preferences.ts';

/** A file for people is never so long; what is, is something else. */
const maxBytes = 256 * 1024;

export class ConfigFile {
  readonly #path: string;
  readonly #onChange: (config: Config) => void;
  #config: Config;

  /** Reads it. A file that is not there is no problem. */
  constructor(path: string, onChange: (config: Config) => void = () => {}) {
    this.#path = path;
    this.#onChange = onChange;
    const kept = readKept(path, maxBytes);
    if ('problem' in kept) {
      this.#config = { ...defaultConfig, problems: [`It can’t be read: ${kept.problem}.`] };
    } else this.#config = kept.text === '' ? defaultConfig : readConfig(kept.text);
  }

  get path(): string {
    return this.#path;
  }

  get config(): Config {
    return this.#config;
  }

  /** What is undefined goes back to its default. @returns why it is not kept; it holds nevertheless */
  setPreference(name: PreferenceName, value: unknown): string | undefined {
    const { write, fallback } = preferenceOf(name);
    const { preferences } = this.#config;
    return this.#change(
      {
        table: clientTable,
        key: name,
        isKey: (key) => key === name,
        value: value === undefined ? undefined : write(value),
      },
      { ...this.#config, preferences: { ...preferences, [name]: value ?? fallback } },
    );
  }

  /** `action`: its name, `none` for none; undefined: what the key does unless told. */
  setKey(key: string, action: string | undefined): string | undefined {
    const isKey = (name: string) => canonicalKey(name) === key;
    const others = Object.entries(this.#config.keys).filter(([name]) => !isKey(name));
    const keys = Object.fromEntries(action === undefined ? others : [...others, [key, action]]);
    const value = action === undefined ? undefined : JSON.stringify(action);
    return this.#change(
      { table: keysTable, key, isKey, value },
      { ...this.#config, keys, keymap: createKeymap(keys).keymap },
    );
  }

  /** What stands in the file now is what is changed, whoever has written it meanwhile. */
  #change(change: TomlChange, unkept: Config): string | undefined {
    const written = this.#write(change);
    this.#config = 'problem' in written ? unkept : readConfig(written.text);
    this.#onChange(this.#config);
    return 'problem' in written ? written.problem : undefined;
  }

  #write(change: TomlChange): { text: string } | { problem: string } {
    const kept = readKept(this.#path, maxBytes);
    if ('problem' in kept) return kept;
    const before = parsed(kept.text);
    if ('problem' in before) return before;
    const text = withTomlValue(kept.text, change);
    if (text === kept.text) return kept;
    const after = parsed(text);
    if ('problem' in after || !hasChanged(before.table, after.table, change)) {
      return { problem: `the line for ${change.key} has to be changed by hand` };
    }
    const problem = writeKept(this.#path, text);
    return problem === undefined ? { text } : { problem };
  }
}

type Table = Readonly<Record<string, unknown>>;

/** Whether the one value is as it should be, and all others are as they were. */
function hasChanged(before: Table, after: Table, { table, isKey, value }: TomlChange): boolean {
  const [one, other] = [before, after].map((document) => split(document, table, isKey));
  const wanted = value === undefined ? [] : Object.values(tableOf(parsed(`value = ${value}`)));
  return isDeepStrictEqual(one?.others, other?.others) && isDeepStrictEqual(other?.given, wanted);
}

function tableOf(document: ReturnType<typeof parsed>): Table {
  return 'table' in document ? document.table : {};
}

/** The values of the key, and everything else; a table that is empty is as one that is not there. */
function split(
  document: Table,
  [name, ...deeper]: readonly string[],
  isKey: (key: string) => boolean,
): { given: unknown[]; others: Table } {
  const entries = Object.entries(document);
  if (name === undefined) {
    return {
      given: entries.filter(([key]) => isKey(key)).map(([, value]) => value),
      others: Object.fromEntries(entries.filter(([key]) => !isKey(key))),
    };
  }
  const inner = split((document[name] ?? {}) as Table, deeper, isKey);
  const beside = entries.filter(([key]) => key !== name);
  const kept: [string, unknown][] =
    Object.keys(inner.others).length === 0 ? [] : [[name, inner.others]];
  return { given: inner.given, others: Object.fromEntries([...beside, ...kept]) };
}
