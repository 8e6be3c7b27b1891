// One file of settings: read within a bound, and on which line each of its keys stands.
import { readBounded } from './bounded-file.ts';
import type { Place } from './places.ts';
import { isTable, type Table } from './said.ts';
import { shown } from './shown.ts';
import { lineFinder } from './toml-lines.ts';

/** A file for people is never so long; what is, is something else. */
export const maxBytes = 256 * 1024;

/** What reads TOML. */
export type TomlReader = Pick<typeof import('smol-toml'), 'parse' | 'TomlError'>;

export interface SettingsFile extends Place {
  readonly document: Table;
  /** Whose it is, where files have owners. */
  readonly uid: number | undefined;
  /** `partyline.toml:3`: where a key stands, by its tables and its name. */
  at(keys: readonly string[]): string;
}

/** @returns undefined where there is none; one line where it can't be read */
export function readSettingsFile(
  place: Place,
  toml: TomlReader | undefined,
): SettingsFile | string | undefined {
  const read = readBounded(place.path, maxBytes);
  const name = shown(place.path);
  if ('problem' in read) return `${name}: it can't be read: ${read.problem}`;
  const { text, uid } = read;
  if (text === undefined) return undefined;
  const outcome: Outcome = text === '' ? { document: {} } : documentOf(text, toml);
  if ('problem' in outcome) return `${name}${outcome.problem}`;
  const find = lineFinder(text);
  const at = (keys: readonly string[]) => {
    const line = find(keys);
    return line === undefined ? name : `${name}:${line}`;
  };
  return { ...place, uid, document: outcome.document, at };
}

type Outcome = { readonly document: Table } | { readonly problem: string };

function documentOf(text: string, toml: TomlReader | undefined): Outcome {
  if (toml === undefined) return { problem: ': it has come just now: try again' };
  try {
    const document = toml.parse(text, { maxDepth: 20 });
    return { document: isTable(document) ? document : {} };
  } catch (error) {
    if (!(error instanceof toml.TomlError)) return { problem: ': it is no TOML' };
    const [first = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    return { problem: `:${error.line}: it is no TOML: ${shown(first)}` };
  }
}
