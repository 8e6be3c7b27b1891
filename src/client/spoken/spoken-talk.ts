// What --plain says of the chat as it goes on: follows the state, and says each thing once, in words.
import type { Client } from '../../sdk/client.ts';
import { isChange, isSaid } from '../../sdk/fold.ts';
import type { OffsetMinutes } from '../../sdk/local-time.ts';
import type { Message, Notice, RoomState, State } from '../../sdk/state.ts';
import { isBehind } from '../../sdk/timeline.ts';
import { safeText } from '../../ui/safe-text.ts';
import type { TimeFormat } from '../../ui/time-format.ts';
import { isLoaded } from '../line-loop.ts';
import { changeLines } from './change-words.ts';
import { type HowSpoken, messageLines } from './message-words.ts';
import { noticeLines } from './notice-words.ts';
import { deliveredWords, OwnSends } from './own-sends.ts';
import { counted, placeLines } from './place-words.ts';
import { type News, RoomNews } from './room-news.ts';
import { timeLine } from './time-words.ts';
import { visitLines } from './visit-words.ts';

export interface SpokenTools {
  /** One line, without its end. */
  readonly say: (line: string) => void;
  readonly offset: OffsetMinutes;
  readonly now: () => number;
  readonly times: () => TimeFormat;
  /** Whoever types sees what they type: it need not be said again. */
  readonly isEchoed: boolean;
}

/** Of a room after a loss: who has to listen for longer loses the thread. */
const mostMissed = 20;

export class SpokenTalk {
  readonly #client: Client;
  readonly #tools: SpokenTools;
  readonly #own = new OwnSends();
  readonly #rooms = new Map<string, RoomNews>();
  /** The room that one talks in: a visit elsewhere does not change it. */
  #home: string;
  /** Where one is, as it was said last. */
  #place: string | undefined;
  #isCutOff = false;
  /** What this state has brought: who takes another name does so in all rooms at once. */
  readonly #toldNow = new Set<string>();
  #lastMs: number;

  /** Call once the first room is open. */
  constructor(client: Client, tools: SpokenTools) {
    this.#client = client;
    this.#tools = tools;
    this.#home = client.getState().current;
    this.#lastMs = tools.now();
    client.subscribe(() => this.#follow(client.getState()));
    this.#follow(client.getState());
  }

  say(...texts: readonly string[]): void {
    for (const text of texts) this.#tools.say(safeText(text));
  }

  /** The last messages of the current room once more. */
  again(count: number, how: HowSpoken = {}): void {
    const state = this.#client.getState();
    const room = state.rooms.get(state.current);
    const items = room?.timeline.items.slice(0) ?? [];
    const messages = items.filter((item) => item.type === 'message').slice(-count);
    if (room === undefined || messages.length === 0) return this.say('Nothing was said here yet.');
    let before = this.#tools.now();
    for (const message of messages) {
      before = this.#sayTime(before, message);
      this.say(...messageLines(message, room, state, how));
    }
  }

  #follow(state: State): void {
    this.#toldNow.clear();
    this.#followConnection(state);
    for (const name of this.#rooms.keys()) if (!state.rooms.has(name)) this.#rooms.delete(name);
    for (const room of state.rooms.values()) this.#followRoom(room, state);
    if (state.visit === undefined) this.#followPlace(state);
    else if (isLoaded(state.visit)) this.#sayVisit(state, state.visit);
  }

  #followConnection(state: State): void {
    const { status } = state.connection;
    if (state.isEnded) return;
    if (status !== 'live' && !this.#isCutOff) {
      this.#isCutOff = true;
      this.say('connection lost, trying again');
    } else if (status === 'live' && this.#isCutOff && [...state.rooms.values()].every(isSettled)) {
      this.#isCutOff = false;
      this.#sayMissed(state);
    }
  }

  /** Of what others said; what comes next says it. */
  #sayMissed(state: State): void {
    let count = 0;
    for (const room of state.rooms.values()) {
      const news = this.#newsOf(room);
      const missed = news.messages(room).filter((one) => isSaid(one) && !this.#own.isWaiting(one));
      const last = missed.at(-mostMissed - 1);
      if (last !== undefined) news.skipTo(last);
      count += missed.length;
    }
    if (count === 0) return this.say('connected again, nothing was missed');
    const here = count === 1 ? 'here it is' : 'here they are';
    const end = count > mostMissed ? `here are the last ${mostMissed} of a room` : here;
    this.say(`connected again, ${counted(count)} missed, ${end}`);
  }

  #followRoom(room: RoomState, state: State): void {
    for (const why of this.#own.see(room)) this.say(`not sent yet: ${why}`);
    // What was missed is said together, once all of it is there.
    const known = this.#newsOf(room);
    for (const news of known.take(room, !this.#isCutOff)) {
      if (news.type === 'message') {
        known.isKnown = true;
        this.#sayMessage(news, room, state);
      } else this.#sayOther(news, room, state);
    }
  }

  #newsOf({ name }: RoomState): RoomNews {
    const known = this.#rooms.get(name) ?? new RoomNews();
    this.#rooms.set(name, known);
    return known;
  }

  #sayMessage(message: Message, room: RoomState, state: State): void {
    const own = this.#own.take(message);
    if (own !== undefined && this.#tools.isEchoed) {
      this.#lastMs = Date.parse(message.timestamp);
      return this.say(deliveredWords(own, room, state));
    }
    this.#lastMs = this.#sayTime(this.#lastMs, message);
    const lines = isChange(message) ? changeLines : messageLines;
    this.say(...lines(message, room, state));
  }

  #sayOther(news: Exclude<News, Message>, room: RoomState, state: State): void {
    if (news.type === 'failed') return this.say(`not sent: ${news.why}`);
    if (news.type === 'notice') return this.#sayNotice(news, state);
    const where = room.name === state.current ? '' : `in ${room.name}, `;
    this.say(where + news.text);
  }

  #sayNotice(notice: Notice, state: State): void {
    if (this.#toldNow.has(notice.text)) return;
    this.#toldNow.add(notice.text);
    this.say(...noticeLines(notice, state, this.#tools.offset));
  }

  #followPlace({ rooms, current, me }: State): void {
    this.#home = current;
    const room = rooms.get(current);
    if (room === undefined || this.#place === current) return;
    const news = this.#newsOf(room);
    if (room.refusal !== undefined) this.say(`You are not in ${room.name}: ${room.refusal}`);
    else if (room.isJoined) this.say(...placeLines(room, me, !news.isKnown));
    else return;
    this.#place = current;
    news.isKnown = true;
  }

  /** Then one is back where one was. */
  #sayVisit(state: State, visit: NonNullable<State['visit']>): void {
    const home = this.#home;
    this.#client.endVisit();
    this.#client.show(home);
    this.say(...visitLines(visit, state, this.#tools.offset));
  }

  /** @returns the message's own */
  #sayTime(beforeMs: number, { timestamp }: Message): number {
    const atMs = Date.parse(timestamp);
    const { offset, times } = this.#tools;
    const line = timeLine(beforeMs, atMs, offset, times());
    if (line !== undefined) this.say(line);
    return atMs;
  }
}

/** What was missed is there, or never will be. */
function isSettled({ refusal, isJoined, isCatchingUp, timeline }: RoomState): boolean {
  return refusal !== undefined || (isJoined && !isCatchingUp && !isBehind(timeline));
}
