// A room read as it goes on: from a place, without a gap, each message once, however slow the reader is.
import { limits } from '../../protocol/index.ts';
import type { Message, RoomState, State } from '../state.ts';
import { heldFrom, messagesAfter } from '../timeline.ts';
import type { Arrivals } from './arrivals.ts';
import { ChatError } from './chat-error.ts';
import type { Core } from './core.ts';
import { enter, throwIfRefused } from './entering.ts';
import { firstPlace, pageOf } from './pages.ts';

/** Before asking again for what the server did not have; doubles. */
const stallMs = 250;
/** After so many empty answers a hole counts as the server's own. */
const maxStalls = 4;

export interface Following {
  readonly core: Core;
  readonly arrivals: Arrivals;
  readonly room: string;
  readonly since: number | Date | undefined;
  readonly signal: AbortSignal | undefined;
  /** All up to there has been dealt with. */
  readonly passed: (seq: number) => void;
}

/**
 * What is held in memory is taken from there, what is not is asked for: so nothing is kept for a slow reader.
 * Ends where the room is left or the chat closed.
 */
export async function* follow(following: Following): AsyncGenerator<Message, void, undefined> {
  try {
    yield* read(following);
  } catch (error) {
    // The end that one asked for is no error.
    if (!(error instanceof ChatError) || error.code !== 'closed') throw error;
  }
}

async function* read(following: Following): AsyncGenerator<Message, void, undefined> {
  const { core, arrivals, room, since, signal, passed } = following;
  let place = await begin(following);
  const log = arrivals.logOf(room);
  let stalls = 0;
  for (;;) {
    const look = (state: State) => {
      if (arrivals.logOf(room) !== log) throw logChanged(since);
      return newsOf(state, room, place);
    };
    const news = await core.until(look, signal);
    if (news === 'left') return;
    const messages = news === 'further back' ? await readOn(following, place) : news;
    if (messages.length === 0) {
      stalls += 1;
      if (stalls <= maxStalls) await core.pause(stallMs * 2 ** stalls, signal);
      else place = Math.max(place, heldIn(core.state, room));
      continue;
    }
    stalls = 0;
    for (const message of messages) {
      yield message;
      place = message.seq;
      passed(place);
    }
  }
}

async function begin({ core, room, since, signal, passed }: Following): Promise<number> {
  const { timeline } = await enter(core, room, signal);
  const place = await firstPlace(core, room, since ?? timeline.floor, signal);
  if (place > Math.max(timeline.newest ?? 0, timeline.tip)) throw logChanged(since);
  passed(place);
  return place;
}

function newsOf(state: State, name: string, place: number): readonly Message[] | Missing {
  const room = state.rooms.get(name);
  if (!room) return 'left';
  throwIfRefused(room);
  return messagesOf(room, place);
}

type Missing = 'left' | 'further back' | undefined;

function messagesOf({ timeline }: RoomState, place: number): readonly Message[] | Missing {
  if (timeline.newest === undefined || timeline.newest <= place) return undefined;
  return heldFrom(timeline) <= place ? messagesAfter(timeline, place) : 'further back';
}

function heldIn(state: State, room: string): number {
  const timeline = state.rooms.get(room)?.timeline;
  return timeline === undefined ? 0 : heldFrom(timeline);
}

async function readOn(
  { core, room, signal }: Following,
  after: number,
): Promise<readonly Message[]> {
  const page = await pageOf(core, { room, after, limit: limits.maxPage }, signal);
  return page.messages.filter(({ seq }) => seq > after);
}

function logChanged(since: number | Date | undefined): ChatError {
  const from = typeof since === 'number' ? `The room has nothing after ${since}: ` : '';
  return new ChatError('log-changed', `${from}The server’s log is not the one from before.`);
}
