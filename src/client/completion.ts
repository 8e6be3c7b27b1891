// Completion by Tab: what the word at the cursor could become, one after the other.

/** What words can become, each list in the order in which it is offered. */
export interface Vocabulary {
  /** With their slash. */
  readonly commands: readonly string[];
  /** With their `#`. */
  readonly rooms: readonly string[];
  readonly names: readonly string[];
  /** What can stand behind a command and these words, where the command itself knows. */
  readonly argumentsOf?: ArgumentsOf;
}

export type ArgumentsOf = (
  command: string,
  before: readonly string[],
  word: string,
) => readonly string[] | undefined;

/** A completion under way: the word it began with and where it has got to. */
export interface Completion {
  readonly start: number;
  readonly word: string;
  readonly choices: readonly string[];
  readonly chosen: number;
  /** The text that the last step made; another text ends the completion. */
  readonly text: string;
  readonly cursor: number;
}

/** The next step of completion (`by` 1, or -1 backward); undefined where nothing fits. */
export function complete(
  text: string,
  cursor: number,
  by: 1 | -1,
  vocabulary: Vocabulary,
  current?: Completion,
): Completion | undefined {
  if (current !== undefined && current.text === text && current.cursor === cursor) {
    return chosen(current, text.slice(cursor), current.chosen + by);
  }
  const start = wordStart(text, cursor);
  const word = text.slice(start, cursor);
  const choices = choicesFor(text, start, word, vocabulary);
  if (choices.length === 0) return undefined;
  const begun = { start, word, choices, chosen: 0, text, cursor };
  return chosen(begun, text.slice(cursor), by === 1 ? 0 : choices.length - 1);
}

/** One step; the word as it was typed is one of the stations on the way round. */
function chosen(completion: Completion, after: string, place: number): Completion {
  const stations = completion.choices.length > 1 ? completion.choices.length + 1 : 1;
  const index = ((place % stations) + stations) % stations;
  const choice = completion.choices[index] ?? completion.word;
  const before = completionPrefix(completion) + choice;
  return { ...completion, chosen: index, text: before + after, cursor: before.length };
}

const completionPrefix = (completion: Completion): string =>
  completion.text.slice(0, completion.start);

function wordStart(text: string, cursor: number): number {
  return /\S*$/u.exec(text.slice(0, cursor))?.index ?? cursor;
}

function choicesFor(text: string, start: number, word: string, vocabulary: Vocabulary): string[] {
  const command = /^\/(\S+)\s/u.exec(text.slice(0, start))?.[1];
  if (start === 0 && word.startsWith('/'))
    return suffixed(matching(vocabulary.commands, word), ' ');
  if (word.startsWith('#')) return suffixed(matching(vocabulary.rooms, word), ' ');
  const given = text.slice(0, start).trim().split(/\s+/u).slice(1);
  const own = command && vocabulary.argumentsOf?.(command, given, word);
  if (own) return suffixed(matching(own, word), ' ');
  if (command === 'join' || command === 'leave' || command === 'mute') {
    return suffixed(matching(vocabulary.rooms, `#${word}`), ' ');
  }
  if (word.startsWith('@')) {
    return matching(vocabulary.names, word.slice(1)).map((name) => `@${name} `);
  }
  if (word === '' && command === undefined) return [];
  // At the start of a line a name addresses somebody; elsewhere it is a word among others.
  return suffixed(matching(vocabulary.names, word), start === 0 ? ': ' : ' ');
}

function matching(words: readonly string[], prefix: string): string[] {
  const wanted = prefix.toLowerCase();
  return words.filter((word) => word.toLowerCase().startsWith(wanted));
}

const suffixed = (words: readonly string[], suffix: string): string[] =>
  words.map((word) => word + suffix);
