// What stands above and below the messages: the room's head, and the line over the input.
import { isDirectRoom } from '../protocol/index.ts';
import { commands } from '../sdk/slash.ts';
import type { RoomState, State, Visit } from '../sdk/state.ts';
import { awayMembers } from '../sdk/summary.ts';
import { answerMeanwhile } from '../sdk/visit.ts';
import { currentTitle, peerStatus } from '../ui/rooms.ts';
import { safeText } from '../ui/safe-text.ts';
import { cellWidth, joinFitting, truncate, truncateBefore } from './cells.ts';
import type { Theme } from './theme.ts';

/**
 * The room's name and topic, and at the right how many are here, or whether the other one is.
 * @param around when what is visited was said; stands in place of the topic
 */
export function headerText(state: State, width: number, theme: Theme, around?: string): string {
  const room = state.rooms.get(state.current);
  const name = truncate(safeText(currentTitle(state)), Math.floor(width / 2));
  // Who is here now says nothing of a time that is visited.
  const wordings = room === undefined || around !== undefined ? [] : hereWords(room, state.me.name);
  const here = wordings.find((words) => cellWidth(name) + cellWidth(words) + 3 <= width) ?? '';
  const free = width - 2 - cellWidth(name) - cellWidth(here) - 5;
  const told = free < shortestTopic ? '' : safeText(oneLine(around ?? room?.topic ?? ''));
  const topic = truncate(told, free);
  const gap = Math.max(
    1,
    width - 2 - cellWidth(name) - cellWidth(here) - (topic === '' ? 0 : cellWidth(topic) + 3),
  );
  const paint = around === undefined ? (text: string) => text : theme.warning;
  const middle = topic === '' ? '' : theme.dim(' · ') + paint(topic);
  return ` ${theme.strong(name)}${middle}${' '.repeat(gap)}${theme.dim(here)} `;
}

/** Of a topic fewer cells say nothing. */
const shortestTopic = 6;

/** The same, shorter and shorter. */
function hereWords(room: RoomState, me: string): string[] {
  if (isDirectRoom(room.name)) return [peerStatus(room, me) ?? ''];
  if (room.count === 0) return [];
  const away = awayMembers(room).length;
  const here = `${room.count} here`;
  return away === 0 ? [here] : [`${here}, ${away} away`, here];
}

/** The cells that a rule of so many has for its label. */
export const labelWidth = (width: number): number => Math.max(0, width - 4);

/** The line over the input; it holds what helps with what is being written, or what is below. */
export function inputRule(label: string, width: number, theme: Theme): string {
  if (label === '') return theme.rule('─'.repeat(width));
  const shown = truncate(label, labelWidth(width));
  const rest = '─'.repeat(Math.max(0, width - 3 - cellWidth(shown)));
  return `${theme.rule('─')} ${theme.accent(shown)} ${theme.rule(rest)}`;
}

export interface RuleInput {
  readonly text: string;
  /** Of the menu over it, if that is longer than what is seen of it. */
  readonly menuPlace: string;
  /** That menu says what the commands do. */
  readonly hasMenu: boolean;
  readonly isEditing: boolean;
  /** What is answered to. */
  readonly answers: string | undefined;
  /** Which message the command is about. */
  readonly picked: string | undefined;
  /** While a message is visited: how one gets back. */
  readonly visit: string | undefined;
  /** Rows below the window. */
  readonly below: number;
  readonly isLoadingOlder: boolean;
  /** How many more characters the message may have; below 0 where it has too many. */
  readonly room: number;
  /** Esc was pressed. */
  readonly isArmed: boolean;
  /** The cells that there are for it. */
  readonly width: number;
}

const editLabel = 'editing your message · Esc leaves it';

/** How one gets back from a visit, and how much is new there; or the answer that came there meanwhile. */
export function visitLabel(visit: Visit, room: RoomState | undefined, width: number): string {
  if (visit.timeline.newest === undefined) return 'loading that message… · Esc: back to now';
  const answer = room && answerMeanwhile(visit, room);
  if (answer) return truncateBefore(' · Esc: there', safeText(oneLine(answer.text)), width);
  const unread = room?.unread ?? 0;
  return `Esc or End: back to now${unread === 0 ? '' : ` · ${unread} new there`}`;
}

/** Few enough characters left that a writer wants to know. */
const nearlyFull = 200;

/** What somebody writes who has not found the help. */
const asksForHelp = /^(?:\?+|help|:help|:q|quit|exit)$/i;

/** What the line over the input says; empty: nothing. */
export function ruleLabel(input: RuleInput): string {
  const { text } = input;
  if (input.menuPlace !== '') return `Tab chooses · ${input.menuPlace}`;
  const isCommand = text.startsWith('/') && !text.startsWith('//');
  if (isCommand && input.hasMenu && !/\s/.test(text)) return 'Tab takes it';
  const told = isCommand && !input.isEditing ? (input.picked ?? commandLabel(text)) : '';
  if (told !== '') return told;
  if (input.room < 0) return `${-input.room} character${input.room === -1 ? '' : 's'} too many`;
  if (input.isEditing) return editLabel;
  if (input.answers !== undefined) return answerLabel(input.answers, input.width);
  if (input.room < nearlyFull) return `${input.room} characters left`;
  if (asksForHelp.test(text)) return 'F1 or /help shows what you can do';
  const lines = text.trim().split('\n').length;
  if (lines > 1) return `${lines} lines, one message`;
  if (input.isArmed) return joinFitting(armedParts, ' · ', input.width);
  if (input.visit !== undefined) return input.visit;
  if (input.isLoadingOlder) return 'loading older messages…';
  return input.below > 0 ? `↓ ${input.below} more below (Ctrl-End)` : '';
}

const armedParts = ['↑ selects a message', 'F1 help', 'F6 rooms and people'];

function answerLabel(answers: string, width: number): string {
  return truncateBefore(' · Esc: no answer', `↳ ${safeText(oneLine(answers))}`, width);
}

function commandLabel(text: string): string {
  const typed = /^\/(\S*)/u.exec(text)?.[1] ?? '';
  const isWhole = /^\/\S+\s/u.test(text);
  const matching = commands.filter((command) =>
    isWhole ? [command.name, ...command.aliases].includes(typed) : command.name.startsWith(typed),
  );
  const [only] = matching;
  if (only === undefined) return '';
  if (matching.length > 1 && only.name !== typed)
    return matching.map((command) => `/${command.name}`).join('  ');
  return `${[`/${only.name}`, only.arguments].filter(Boolean).join(' ')} · ${only.help}`;
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}
