// Which keys a file of settings may have, and which one was meant by a key that is none.
import type { Command } from 'commander';
import { nearest } from '../protocol/nearest.ts';
import { KeyedOption } from './option.ts';
import type { Owner } from './places.ts';
import { isTable, type Said, type Table } from './said.ts';
import type { SettingsFile } from './settings-file.ts';
import { shown } from './shown.ts';

/** What a program takes from files. */
export interface Schema {
  /** Its table: `server`. */
  readonly table: string;
  /** The options of all its commands. */
  readonly options: readonly KeyedOption[];
  /** Keys of its table that are no options, and are read by others. */
  readonly foreign: readonly string[];
  /** Whether it takes a key from a file of this owner. */
  readonly mayTake: (owner: Owner, key: string) => boolean;
}

/** The tables that there are, of all programs. */
const tables = ['server', 'client'];
/** No key and no option's name is as long. */
const longestKey = 40;

/** The options of a command and of all below it, each key once. */
export function keyedOptions(command: Command): readonly KeyedOption[] {
  const byKey = new Map<string, KeyedOption>();
  const own = command.options.filter((each) => each instanceof KeyedOption);
  for (const each of [...own, ...command.commands.flatMap(keyedOptions)])
    if (!byKey.has(each.key)) byKey.set(each.key, each);
  return [...byKey.values()];
}

/** What a file says of an option. */
export function fromFile(
  { key }: KeyedOption,
  file: SettingsFile,
  { table, mayTake }: Schema,
): Said | undefined {
  const raw = tableOf(file, table)[key];
  if (raw === undefined || !mayTake(file.owner, key)) return undefined;
  return { where: file.at([table, key]), owner: file.owner, raw, isText: false };
}

/** A line, made when it is printed: a file of thousands of wrong keys costs as much as one of ten. */
export type LaterLine = () => string;

/** A line for each table and key that can't be meant. */
export function strayKeys(file: SettingsFile, schema: Schema): readonly LaterLine[] {
  const { table } = schema;
  const known = keysOf(schema);
  const outside = Object.entries(file.document)
    .filter(([name, value]) => !tables.includes(name) || (name === table && !isTable(value)))
    .map(
      ([name, value]) =>
        () =>
          `${file.at([name])}: ${strayTable(name, value, known, table)}`,
    );
  const inside = Object.keys(tableOf(file, table))
    .filter((key) => !known.includes(key))
    .map((key) => () => {
      return `${file.at([table, key])}: there is no ${shown(key)}${meant(key, known)}`;
    });
  return [...outside, ...inside];
}

/** A line for each key that is not taken from whose file this is. */
export function untaken(file: SettingsFile, schema: Schema): readonly string[] {
  const { table, mayTake } = schema;
  const known = keysOf(schema);
  return Object.keys(tableOf(file, table))
    .filter((key) => known.includes(key) && !mayTake(file.owner, key))
    .map((key) => `${file.at([table, key])}: ${key} is taken from a file of your own alone`);
}

function keysOf({ options, foreign }: Schema): readonly string[] {
  return [...options.map(({ key }) => key), ...foreign];
}

function tableOf({ document }: SettingsFile, name: string): Table {
  const table = document[name];
  return isTable(table) ? table : {};
}

function strayTable(name: string, value: unknown, known: readonly string[], own: string): string {
  if (name === own) return `write [${own}], a table`;
  if (isTable(value)) return `there is no table ${shown(name)}${meant(name, tables)}`;
  if (known.includes(name)) return `${name} has to stand under [${own}]`;
  return `${shown(name)} stands in no table: begin with [${own}]`;
}

function meant(typed: string, words: readonly string[]): string {
  const plain = typed.trim().toLowerCase().replaceAll('-', '_');
  const word = words.includes(plain) ? plain : nearest(plain, words, longestKey);
  return word === undefined ? '' : `; is ${word} meant?`;
}
