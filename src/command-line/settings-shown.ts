// Settings as they are printed: in columns for people, in fields or as JSON for programs; and a file to begin with.
import { choicesOf } from './describe.ts';
import type { Settled } from './layered.ts';
import type { KeyedOption } from './option.ts';

export type Form = 'columns' | 'fields' | 'json';

/** One line of what is printed. */
export interface Row {
  readonly key: string;
  readonly value: unknown;
  /** Undefined: nobody said it. */
  readonly where: string | undefined;
  /** Where it can be asked: whether a server that runs takes a new value. */
  readonly isReloadable?: boolean;
}

export function rowOf({ option, value, source }: Settled): Row {
  const { key, isReloadable } = option;
  return { key, value, where: source?.where, ...(isReloadable ? { isReloadable } : {}) };
}

/** A line each: key, value, where it comes from. */
export function rowsIn(form: Form, given: readonly Row[]): string {
  if (form === 'json') return given.map((row) => `${JSON.stringify(asObject(row))}\n`).join('');
  const rows = given.map(({ key, value, where = 'default' }) => [key, plain(value), where]);
  if (form === 'fields') return rows.map((row) => `${row.join('\t')}\n`).join('');
  const widths = [0, 1].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map(([key = '', value = '', where]) => {
      return `${key.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${where}\n`;
    })
    .join('');
}

function asObject({ value, where, ...row }: Row) {
  return { ...row, value: value ?? null, from: kindOf(where), where: where ?? null };
}

function kindOf(where: string | undefined): 'flag' | 'variable' | 'file' | 'default' {
  if (where === undefined) return 'default';
  if (where.startsWith('-')) return 'flag';
  return /^[A-Z_]+$/.test(where) ? 'variable' : 'file';
}

/** As a variable would say it, on one line. */
function plain(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map(String).join(',');
  if (typeof value !== 'object' || value === null) return oneLine(String(value));
  return Object.entries(value)
    .map((pair) => pair.join('='))
    .join(',');
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}

const head = `# Settings of Partyline. What begins with # is not read; take it away to set something.
# A flag goes before a variable, a variable before this file. Files, the strongest
# first: partyline.toml in the working directory, in ~/.config/partyline, in
# /etc/partyline. Two ## are before what has no default: an example stands there.
`;

/** Every key with its sentence and its default, as a file to begin with. */
export function sampleOf(table: string, options: readonly KeyedOption[]): string {
  return `${head}\n[${table}]\n${options.map(sampleEntry).join('')}`;
}

function sampleEntry(option: KeyedOption): string {
  const { key, kind, description, defaultValue, argChoices, flags } = option;
  const words = option.defaultValueDescription;
  const choices = choicesOf(option);
  const more = [
    ...(choices.length > 0 ? [`choices: ${choices.join(', ')}`] : []),
    ...(words === undefined ? [] : [`default: ${words}`]),
  ];
  const about = more.length === 0 ? description : `${description} (${more.join('; ')})`;
  const value = kind === 'switch' ? false : defaultValue;
  const example = kind === 'number' ? 1 : (argChoices?.[0] ?? flags.replace(/.*<|>.*/g, ''));
  const line = value === undefined ? `## ${key} = ${toml(example)}` : `# ${key} = ${toml(value)}`;
  return `\n${wrapped(about)}${line}\n`;
}

/** What JSON and TOML write alike; an empty table is the only one that is a default. */
function toml(value: unknown): string {
  return JSON.stringify(value);
}

/** A comment of as many lines as it needs. */
export function wrapped(text: string): string {
  let lines = '';
  let line = '#';
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > 80) {
      lines += `${line}\n`;
      line = '#';
    }
    line += ` ${word}`;
  }
  return `${lines}${line}\n`;
}
