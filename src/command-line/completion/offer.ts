// What a value on the command line is completed with.
import type { ArgumentDescription, CommandDescription, OptionDescription } from '../describe.ts';

/** Files and rooms are what the shell finds when it is asked; undefined: nothing is known of such a value. */
export type Offer = 'file' | 'room' | { readonly words: readonly string[] };

/** What the name of a value says of it: `--log <file>`, `--room <room>`. */
const byName: Readonly<Record<string, Offer>> = {
  file: 'file',
  folder: 'file',
  path: 'file',
  room: 'room',
};

export function offerOf({
  choices,
  ...value
}: OptionDescription | ArgumentDescription): Offer | undefined {
  if (choices.length > 0) return { words: choices };
  return byName[('takes' in value ? value.takes : 'name' in value && value.name) || ''];
}

/** Programs of which completions are made: their names on the command line, and the tree that they share. */
export interface Completed {
  /** The first is the one that is asked for rooms. */
  readonly names: readonly string[];
  readonly tree: CommandDescription;
}

/** As part of a function's name: `chat_client`. */
export function asIdentifier(words: string): string {
  return words.replace(/[^A-Za-z0-9]+/g, '_');
}

/** `-r` and `--room`; of help there is no description. */
export function flagsOf({ short, long }: OptionDescription): readonly string[] {
  return short === undefined ? [long] : [short, long];
}

/** Within single quotes, as bash and zsh read them. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
