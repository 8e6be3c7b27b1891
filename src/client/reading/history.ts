// `history`, `export` and `search` at work: what was said, oldest first.
import type { Since } from '../../protocol/index.ts';
import type { Chat } from '../commands/chat-task.ts';
import { say, type Terminal } from '../commands/command.ts';
import { before, since } from './places.ts';
import { reading } from './reader.ts';

export interface HistoryWish {
  readonly room: string;
  readonly since: Since | undefined;
  readonly before: Since | undefined;
  /** Undefined: all. */
  readonly limit: number | undefined;
  readonly isJson: boolean;
}

export function history(wish: HistoryWish, chat: Chat, terminal: Terminal): Promise<number> {
  return reading(chat, terminal, wish.isJson, async ({ talk, signal, printMessage }) => {
    const end = wish.before && (await before(talk, wish.room, wish.before));
    const options = {
      ...(wish.since === undefined ? {} : { since: since(wish.since) }),
      ...(end === undefined ? {} : { before: end }),
      ...(wish.limit === undefined ? {} : { limit: wish.limit }),
      signal,
    };
    for await (const message of talk.history(wish.room, options)) await printMessage(message);
  });
}

export interface SearchWish {
  readonly query: string;
  readonly room: string | undefined;
  readonly limit: number;
  readonly isJson: boolean;
}

export function search(wish: SearchWish, chat: Chat, terminal: Terminal): Promise<number> {
  return reading(chat, terminal, wish.isJson, async ({ talk, signal, printMessage }) => {
    const where = wish.room === undefined ? {} : { room: wish.room };
    const found = await talk.search(wish.query, { ...where, limit: wish.limit, signal });
    if (found.partial) say(terminal, 'the server still reads its log: older messages are missing');
    for (const message of found.messages.toReversed()) await printMessage(message);
  });
}
