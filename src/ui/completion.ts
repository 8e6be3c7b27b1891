// Completion: what the word at the cursor could become, offered while it is typed, taken one after the other.

/** A line of a list to choose from; both as they came from others: make them safe where they are shown. */
export interface MenuItem {
  readonly label: string;
  readonly note?: string;
}

/** What a word can become. */
export interface Choice extends MenuItem {
  /** Put in place of the word. */
  readonly text: string;
}

/** What words can become, each list in the order in which it is offered. */
export interface Vocabulary {
  /** With their slash. */
  readonly commands: readonly Choice[];
  /** With their `#`. */
  readonly rooms: readonly Choice[];
  readonly names: readonly Choice[];
  /** For what was typed behind a colon. */
  readonly emoji: (typed: string) => readonly Choice[];
  /** For what is typed behind a command, besides rooms and names; the words before and the one begun. */
  readonly argumentsOf: (command: string, before: string, word: string) => readonly Choice[];
}

/** A completion under way: the word it began with and where it has got to. */
export interface Completion {
  readonly start: number;
  readonly word: string;
  readonly choices: readonly Choice[];
  readonly chosen: number;
  /** The text that the last step made; another text ends the completion. */
  readonly text: string;
  readonly cursor: number;
}

/** What is offered for the word at the cursor. */
export interface Offer {
  readonly start: number;
  readonly choices: readonly Choice[];
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
  const { start, choices } = offerFor(text, cursor, vocabulary);
  if (choices.length === 0) return undefined;
  const begun = { start, word: text.slice(start, cursor), choices, chosen: 0, text, cursor };
  return chosen(begun, text.slice(cursor), by === 1 ? 0 : choices.length - 1);
}

/** What Tab would go through. */
export function offerFor(text: string, cursor: number, vocabulary: Vocabulary): Offer {
  const start = wordStart(text, cursor);
  const word = text.slice(start, cursor);
  const emoji = /:[\p{L}\p{N}_+-]{2,}$/u.exec(word);
  if (emoji && !text.startsWith('/set ')) {
    const choices = vocabulary.emoji(emoji[0].slice(1));
    if (choices.length > 0) return { start: start + emoji.index, choices };
  }
  return { start, choices: choicesFor(text, start, word, vocabulary) };
}

/**
 * What is shown before anybody asks for it: for a word whose first character says what it is to be.
 * Where there is but one, and it is what was typed, nothing.
 */
export function suggestionsFor(text: string, cursor: number, vocabulary: Vocabulary): Offer {
  const offer = offerFor(text, cursor, vocabulary);
  const word = text.slice(offer.start, cursor);
  const isMarked = /^(?:[#@]|:.)/u.test(word) || (offer.start === 0 && word.startsWith('/'));
  const isArgument = text.startsWith('/') && offer.start > 0;
  if (!isMarked && !(isArgument && word !== '')) return { start: offer.start, choices: [] };
  const isTyped = offer.choices.length === 1 && offer.choices[0]?.text.trimEnd() === word;
  return isTyped ? { start: offer.start, choices: [] } : offer;
}

/** One step; the word as it was typed is one of the stations on the way round. */
function chosen(completion: Completion, after: string, place: number): Completion {
  const stations = completion.choices.length > 1 ? completion.choices.length + 1 : 1;
  const index = ((place % stations) + stations) % stations;
  const choice = completion.choices[index]?.text ?? completion.word;
  const before = completion.text.slice(0, completion.start) + choice;
  return { ...completion, chosen: index, text: before + after, cursor: before.length };
}

function wordStart(text: string, cursor: number): number {
  return /\S*$/u.exec(text.slice(0, cursor))?.index ?? cursor;
}

function choicesFor(
  text: string,
  start: number,
  word: string,
  vocabulary: Vocabulary,
): readonly Choice[] {
  const [, command, before = ''] = /^\/(\S+)\s+(.*)$/su.exec(text.slice(0, start)) ?? [];
  if (start === 0 && word.startsWith('/'))
    return suffixed(matching(vocabulary.commands, word), ' ');
  if (word.startsWith('#')) return suffixed(matching(vocabulary.rooms, word), ' ');
  if (command !== undefined) {
    const own = vocabulary.argumentsOf(command, before.trim(), word);
    if (own.length > 0) return own;
  }
  if (command !== undefined && roomCommands.has(command)) {
    return suffixed(matching(vocabulary.rooms, `#${word}`), ' ');
  }
  if (word.startsWith('@')) {
    const names = matching(vocabulary.names, word.slice(1));
    return names.map((name) => ({ ...name, text: `@${name.text} ` }));
  }
  if (word === '' && command === undefined) return [];
  // At the start of a line a name addresses somebody; elsewhere it is a word among others.
  return suffixed(matching(vocabulary.names, word), start === 0 ? ': ' : ' ');
}

const roomCommands = new Set(['join', 'j', 'leave', 'part', 'users', 'names']);

function matching(choices: readonly Choice[], prefix: string): Choice[] {
  const wanted = prefix.toLowerCase();
  return choices.filter(({ text }) => text.toLowerCase().startsWith(wanted));
}

const suffixed = (choices: readonly Choice[], suffix: string): Choice[] =>
  choices.map((choice) => ({ ...choice, text: choice.text + suffix }));
