// What kinds of preferences there are: how each is read from the file or from /set, how it is shown and written.
import { checkRoomName, isRefusal } from '../protocol/index.ts';
import { notQuiet, type QuietHours, readQuietHours } from './quiet-hours.ts';

export interface Preference<Value> {
  readonly fallback: Value;
  /** One sentence for people, without its first capital and its full stop. */
  readonly help: string;
  /** What it can be, in words. */
  readonly canBe: string;
  /** What Tab offers. */
  readonly choices: readonly string[];
  /** From the file, or as it was typed; undefined if it can't be that. */
  read(raw: unknown): Value | undefined;
  show(value: Value): string;
  /** As it stands in the file, in TOML. */
  write(value: Value): string;
}

/** The preferences of a program, in the order in which /set shows them. */
export type PreferenceTable = Readonly<Record<string, Preference<unknown>>>;

/** What the preferences of a table are set to. */
export type ValuesOf<Table extends PreferenceTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Preference<infer Value> ? Value : never;
};

export function fallbacksOf<Table extends PreferenceTable>(table: Table): ValuesOf<Table> {
  const pairs = Object.entries(table).map(([name, { fallback }]) => [name, fallback]);
  // The compiler does not follow names through entries.
  return Object.fromEntries(pairs) as ValuesOf<Table>;
}

/** What a list can hold: more is a mistake, not a wish. */
const maxListLength = 200;
const maxCount = 10_000;

/** One of some words. */
export function choice<const Word extends string>(
  words: readonly Word[],
  fallback: Word,
  help: string,
): Preference<Word> {
  return {
    fallback,
    help,
    canBe: words.join(', '),
    choices: words,
    read: (raw) => {
      const typed = wordOf(raw, words).toLowerCase();
      return words.find((word) => word.toLowerCase() === typed);
    },
    show: (value) => value,
    write: (value) => JSON.stringify(value),
  };
}

/** In the file `true` and `"on"` are the same. */
export function onOff(fallback: boolean, help: string): Preference<boolean> {
  const words = choice(['on', 'off'], fallback ? 'on' : 'off', help);
  return {
    ...words,
    fallback,
    read: (raw) => {
      const word = words.read(raw);
      return word === undefined ? undefined : word === 'on';
    },
    show: (value) => (value ? 'on' : 'off'),
    write: (value) => JSON.stringify(value ? 'on' : 'off'),
  };
}

/** A whole number from 0. */
export function count(fallback: number, help: string): Preference<number> {
  return {
    fallback,
    help,
    canBe: `a number from 0 to ${maxCount}`,
    choices: [],
    read: (raw) => {
      const text = typeof raw === 'number' || typeof raw === 'bigint' ? String(raw) : raw;
      if (typeof text !== 'string' || !/^\d{1,6}$/.test(text)) return undefined;
      return Number(text) <= maxCount ? Number(text) : undefined;
    },
    show: String,
    write: String,
  };
}

/** A part of the day. */
export function quietHours(help: string): Preference<QuietHours> {
  return {
    fallback: notQuiet,
    help,
    canBe: 'off, or from when to when, as 22:00-07:00',
    choices: [notQuiet, '22:00-07:00'],
    read: (raw) => {
      if (raw === false) return notQuiet;
      return typeof raw === 'string' ? readQuietHours(raw) : undefined;
    },
    show: (value) => value,
    write: (value) => JSON.stringify(value),
  };
}

/** Names of rooms, as the protocol has them. */
export function rooms(help: string): Preference<readonly string[]> {
  return {
    fallback: [],
    help,
    canBe: 'names of rooms',
    choices: [],
    read: (raw) => {
      const names = listOf(raw, (text) => text.split(/[\s,]+/u))?.map(checkRoomName);
      if (names === undefined || names.some(isRefusal)) return undefined;
      return [...new Set(names as string[])];
    },
    show: showList,
    write: writeList,
  };
}

/** A program and its arguments; typed, a word in quotes may have blanks. No shell sees it. */
export function program(help: string): Preference<readonly string[]> {
  return {
    fallback: [],
    help,
    canBe: 'a program and its arguments',
    choices: [],
    read: (raw) => {
      const words = listOf(raw, quotedWords);
      // Such a name could not be started, and Node throws where one should be told.
      return words?.some((word) => word.includes('\0')) ? undefined : words;
    },
    show: showList,
    write: writeList,
  };
}

function wordOf(raw: unknown, words: readonly string[]): string {
  if (typeof raw === 'boolean' && !words.includes(String(raw))) return raw ? 'on' : 'off';
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof raw) ? String(raw) : '';
}

function listOf(raw: unknown, split: (text: string) => readonly string[]): string[] | undefined {
  const items: readonly unknown[] | undefined =
    typeof raw === 'string' ? split(raw) : Array.isArray(raw) ? raw : undefined;
  if (items === undefined || items.length > maxListLength) return undefined;
  const isText = (item: unknown): item is string => typeof item === 'string';
  return items.every(isText) ? items.filter((item) => item !== '') : undefined;
}

function quotedWords(text: string): string[] {
  const words = text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/gu);
  return [...words].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
}

function showList(items: readonly string[]): string {
  const shown = items.map((item) => (/\s/u.test(item) ? JSON.stringify(item) : item));
  return shown.length === 0 ? 'none' : shown.join(' ');
}

function writeList(items: readonly string[]): string {
  return `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
}
