// What a source says of an option, and the value that it comes to: checked as the flag's value would be.
import { InvalidArgumentError } from 'commander';
import type { KeyedOption, Kind } from './option.ts';
import type { Owner } from './places.ts';
import { shown } from './shown.ts';

export interface Said {
  /** `PARTYLINE_PORT`, or `partyline.toml:3`. */
  readonly where: string;
  /** Whose file it is; undefined: no file. */
  readonly owner?: Owner;
  readonly raw: unknown;
  /** It is a text whatever the option takes, as in the environment. */
  readonly isText: boolean;
}

/** A value as the program takes it, or why what was said can't be one. */
export type Outcome = { readonly value: unknown } | { readonly fault: string };

/** What a variable may say without saying yes. */
const noes: ReadonlySet<string> = new Set(['', '0', 'off', 'no', 'false']);

export function outcomeOf(option: KeyedOption, { raw, isText }: Said): Outcome {
  if (isText) return fromText(option, String(raw));
  const texts = textsOf(option.kind, raw);
  if (texts === undefined) return { fault: `can't be ${written(raw)}: ${wants(option)}` };
  if (option.kind === 'switch') return { value: switched(option, raw === true) };
  return parsed(option, texts, raw);
}

function fromText(option: KeyedOption, text: string): Outcome {
  if (option.kind !== 'switch') return parsed(option, [text], text);
  return { value: switched(option, !noes.has(text.toLowerCase())) };
}

/** `--no-web` given makes `web` false. */
function switched({ negate }: KeyedOption, isGiven: boolean): boolean {
  return negate ? !isGiven : isGiven;
}

/** Whether a switch is as its flag would make it. */
export function isGiven({ negate }: KeyedOption, value: unknown): boolean {
  return negate ? value === false : value === true;
}

/** What it would be on the command line, in its parts; undefined: it is of another kind. */
function textsOf(kind: Kind, raw: unknown): readonly string[] | undefined {
  if (kind === 'switch') return typeof raw === 'boolean' ? [] : undefined;
  if (kind === 'number') return isNumber(raw) ? [String(raw)] : undefined;
  if (kind === 'text') return typeof raw === 'string' ? [raw] : undefined;
  if (kind === 'list') return typeof raw === 'string' ? [raw] : textList(raw);
  const pairs = isTable(raw) ? Object.entries(raw) : undefined;
  return pairs?.every(([, value]) => isNumber(value))
    ? pairs.map((pair) => pair.join('='))
    : undefined;
}

function parsed(option: KeyedOption, texts: readonly string[], raw: unknown): Outcome {
  const { parseArg, defaultValue } = option;
  try {
    let value: unknown = defaultValue;
    for (const text of texts) value = parseArg ? parseArg(text, value) : text;
    return { value };
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    return { fault: `can't be ${written(raw)}: ${lowerFirst(error.message)}` };
  }
}

/** Beyond these a number is written in other ways than digits. */
function isNumber(raw: unknown): raw is number {
  return typeof raw === 'number' && Number.isFinite(raw) && Math.abs(raw) < 1e15;
}

function textList(raw: unknown): readonly string[] | undefined {
  return Array.isArray(raw) && raw.every((each) => typeof each === 'string') ? raw : undefined;
}

export type Table = Readonly<Record<string, unknown>>;

export function isTable(raw: unknown): raw is Table {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) && !(raw instanceof Date);
}

const kindWords: Readonly<Record<Kind, string>> = {
  switch: 'write true or false.',
  number: 'write a number, without quotes.',
  text: 'write a text in quotes.',
  list: 'write texts in brackets: ["a", "b"].',
  table: 'write a table of numbers: { a = 1 }.',
};

function wants({ kind, argChoices }: KeyedOption): string {
  return argChoices ? `allowed choices are ${argChoices.join(', ')}.` : kindWords[kind];
}

function written(raw: unknown): string {
  if (Array.isArray(raw)) return 'a list';
  if (isTable(raw)) return 'a table';
  if (raw instanceof Date) return 'a date';
  return shown(typeof raw === 'string' ? JSON.stringify(raw) : String(raw));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
