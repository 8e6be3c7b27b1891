// `tail` at work: what was said last in some rooms, and what is said from then on.
import type { Since } from '../../protocol/index.ts';
import type { Chat } from '../commands/chat-task.ts';
import { say, type Terminal } from '../commands/command.ts';
import { since } from './places.ts';
import { type Reader, reading } from './reader.ts';
import { watchReader } from './readers-end.ts';

export interface TailWish {
  readonly rooms: readonly string[];
  readonly isFollowing: boolean;
  readonly since: Since | undefined;
  /** So many of each room, where no place is given. */
  readonly count: number;
  readonly isJson: boolean;
}

export function tail(wish: TailWish, chat: Chat, terminal: Terminal): Promise<number> {
  return reading(chat, terminal, wish.isJson, async (reader) => {
    if (!wish.isFollowing) return void (await readAll(reader, wish));
    tellLosses(reader, terminal);
    const unwatch = watchReader(reader.leave);
    try {
      const ends = await readAll(reader, wish);
      await Promise.all(ends.map(([room, end]) => follow(reader, room, end)));
    } finally {
      unwatch();
    }
  });
}

async function readAll(reader: Reader, wish: TailWish): Promise<(readonly [string, number])[]> {
  const ends: (readonly [string, number])[] = [];
  for (const room of wish.rooms) ends.push([room, await readLast(reader, room, wish)]);
  return ends;
}

/** @returns the place up to which the room was read */
async function readLast(reader: Reader, room: string, wish: TailWish): Promise<number> {
  const { talk, signal, printMessage } = reader;
  const { last } = await talk.join(room, { signal });
  const from = wish.since ? { since: since(wish.since) } : { limit: wish.count };
  // Where reading goes on after it, what comes meanwhile is read then.
  const options = { ...from, before: last + 1, signal };
  if (wish.since || wish.count > 0)
    for await (const message of talk.history(room, options)) await printMessage(message);
  return last;
}

async function follow({ talk, signal, printMessage }: Reader, room: string, after: number) {
  for await (const message of talk.messages(room, { since: after, signal }))
    await printMessage(message);
}

function tellLosses({ talk }: Reader, terminal: Terminal): void {
  let isLost = false;
  talk.on('connection', ({ status, why = '' }) => {
    if (status === 'live' && isLost) say(terminal, 'connected again');
    if (status === 'waiting' && !isLost) say(terminal, `the connection is lost: ${why}`);
    isLost = status === 'live' ? false : isLost || status === 'waiting';
  });
}
