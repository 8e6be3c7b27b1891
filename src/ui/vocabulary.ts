// What Tab can offer in a room: commands, rooms, people (who spoke last come first), emoji.
import { foldName } from '../protocol/index.ts';
import { emojiNamed } from '../sdk/emoji.ts';
import { type Command, commands } from '../sdk/slash.ts';
import type { State } from '../sdk/state.ts';
import type { Choice, Vocabulary } from './completion.ts';

/** What the program adds to the words of the client core. */
export interface ProgramWords extends Pick<Vocabulary, 'argumentsOf'> {
  readonly commands: readonly Command[];
}

export function vocabularyOf(state: State, program: ProgramWords): Vocabulary {
  // Made when they are asked for: most of what is typed asks for none.
  return {
    get commands() {
      return commandChoices(program.commands);
    },
    get rooms() {
      return roomChoices(state);
    },
    get names() {
      return nameChoices(state);
    },
    emoji: emojiChoices,
    argumentsOf: program.argumentsOf,
  };
}

function commandChoices(more: readonly Command[]): Choice[] {
  return [...commands, ...more].map(({ name, arguments: parameters, help }) => ({
    text: `/${name}`,
    label: [`/${name}`, parameters].filter(Boolean).join(' '),
    note: help,
  }));
}

function roomChoices(state: State): Choice[] {
  const known = new Map(state.directory.map(({ name, topic }) => [name, topic ?? '']));
  for (const { name, topic } of state.rooms.values()) known.set(name, topic);
  return [...known]
    .filter(([name]) => !name.startsWith('@'))
    .map(([name, topic]) => ({ text: `#${name}`, label: `#${name}`, note: topic }));
}

/** So many of the newest items are looked through for who spoke last. */
const recentItems = 100;

function nameChoices(state: State): Choice[] {
  const room = state.rooms.get(state.current);
  if (room === undefined) return [];
  const { items } = room.timeline;
  const spoke = items
    .slice(Math.max(0, items.length - recentItems))
    .flatMap((item) => (item.type === 'message' ? [item.sender] : []))
    .reverse();
  const away = new Set(
    room.members.flatMap(({ name, status }) => (status === 'away' ? [name] : [])),
  );
  const names = new Set([...spoke, ...room.members.map((member) => member.name)]);
  return [...names]
    .filter((name) => foldName(name) !== foldName(state.me.name))
    .map((name) => ({ text: name, label: name, note: away.has(name) ? 'away' : '' }));
}

/** More than a menu is gone through. */
const maxEmoji = 50;

function emojiChoices(typed: string): Choice[] {
  return emojiNamed(typed, maxEmoji).map(({ name, emoji }) => ({
    text: `${emoji} `,
    label: `${emoji} :${name}:`,
  }));
}
