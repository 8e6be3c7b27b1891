// The emoji and their short names: what a name stands for, which names begin so, names in a text.
import { emojiTable } from './emoji-data.ts';

export interface NamedEmoji {
  /** Without the colons. */
  readonly name: string;
  readonly emoji: string;
}

interface Names {
  /** Those of what is used most first. */
  readonly list: readonly NamedEmoji[];
  readonly byName: ReadonlyMap<string, string>;
}

let known: Names | undefined;

/** Read at the first use: most who start a client never need it. */
function names(): Names {
  known ??= readTable(emojiTable);
  return known;
}

function readTable(table: string): Names {
  const list = table
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [emoji = '', ...theirs] = row.split(' ');
      return theirs.map((name) => ({ name, emoji }));
    });
  return { list, byName: new Map(list.map(({ name, emoji }) => [name, emoji])) };
}

/** `👍` for `:+1:` and `+1`; what is no short name stays as it is. */
export function emojiOf(typed: string): string {
  const [, name = typed] = /^:(\S+):$/.exec(typed) ?? [];
  return names().byName.get(name.toLowerCase()) ?? typed;
}

const colours = /[\ufe0f\u{1f3fb}-\u{1f3ff}]/gu;

/** What it is called in a sentence: `thumbs up`; without a name it stays as it is. */
export function emojiWords(emoji: string): string {
  const bare = emoji.replace(colours, '');
  const theirs = names().list.filter((one) => one.emoji.replace(colours, '') === bare);
  const name = theirs.find((one) => /^[a-z][a-z_]+$/.test(one.name)) ?? theirs[0];
  if (name === undefined) return emoji;
  return name.name.replaceAll('_', ' ').replace(/^thumbs(?=up|down)/, 'thumbs ');
}

/**
 * Names that begin so, then those that have it within, each with its emoji: what is used most first, and
 * of an emoji one name. Without anything typed: what is used most.
 */
export function emojiNamed(typed: string, limit: number): readonly NamedEmoji[] {
  const sought = typed.toLowerCase();
  const found = new Map<string, NamedEmoji>();
  const take = (isFitting: (name: string) => boolean) => {
    for (const one of names().list) {
      if (found.size >= limit) return;
      if (!found.has(one.emoji) && isFitting(one.name)) found.set(one.emoji, one);
    }
  };
  take((name) => name === sought);
  take((name) => name.startsWith(sought));
  take((name) => name.includes(sought));
  return [...found.values()];
}

/** Code and addresses first, as nothing in them is a name; then names, one after the other. */
const token =
  /```[\s\S]*?(?:```|$)|`[^`\n]*`|\b[a-z][a-z\d+.-]*:\/\/\S+|(?<![\p{L}\p{N}_:])((?::[\w+-]{1,60}:)+)(?![\p{L}\p{N}_:])/giu;

/** The text with an emoji for each `:name:` of one, but in code and in addresses. */
export function withEmoji(text: string): string {
  if (!text.includes(':')) return text;
  return text.replace(token, (all: string, run: string | undefined) =>
    run === undefined ? all : run.replace(/:[^:]+:/g, emojiOf),
  );
}
