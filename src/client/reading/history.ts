// `history`, `export` and `search` at work: what was said, oldest first.
import { limits, type Since } from '../../protocol/index.ts';
import type { Message } from '../../sdk/state.ts';
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
    const found: Message[] = [];
    const where = wish.room === undefined ? {} : { room: wish.room };
    for (let before: number | undefined, more = true; more && found.length < wish.limit; ) {
      const limit = Math.min(wish.limit - found.length, limits.maxPage);
      const from = before === undefined ? {} : { before };
      const page = await talk.search(wish.query, { ...where, ...from, limit, signal });
      if (page.partial) say(terminal, 'the server still reads its log: older messages are missing');
      found.push(...page.messages);
      ({ before } = page);
      more = page.more && page.messages.length > 0;
    }
    for (const message of found.reverse()) await printMessage(message);
  });
}
