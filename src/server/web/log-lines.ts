// `GET /log/ROOM.txt`: the lines of a room as they stand in the log, and on request those that follow.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isDirectRoom } from '../../protocol/index.ts';
import type { Chat } from '../core/chat.ts';
import { type PageOfRoom, readFor, viewOf } from '../core/direct-view.ts';
import type { Followers } from '../core/followers.ts';
import type { Place, Read, ViewSource } from '../core/history.ts';
import { AnswerPlaces } from './answer-places.ts';
import { bearerOf } from './bearer.ts';
import { FewAtOnce } from './few-at-once.ts';
import { LinesAnswer } from './lines-answer.ts';
import { fewLines, partOf, type Step, stepAfter, stepTo } from './log-part.ts';
import { type LogRequest, logPath, readLogRequest } from './log-request.ts';
import { type LogRight, rightTo } from './log-right.ts';
import { type Asked, answer, type Route } from './route.ts';

/** Answers under way at once, reading or following. */
const maxAnswers = 1_000;
const maxAnswersPerAddress = 32;
/** Pages that are read from the log at once: those who chat ask it too, and come between. */
const maxReads = 4;
/** How often a silent follower is asked by the system whether it is still there. */
const keepAliveMs = 60_000;

const noSuchRoom = 'There is no such room: nobody is in it, and nothing was said in it.';
const logIn =
  'This server is for its members: ask with "Authorization: Bearer TOKEN", TOKEN that of an account’s session which is connected.';
const unreadable = 'The log could not be read: ask again later.';
const full = 'Too many read the log at the moment: try again later.';
const fullAddress = `Your address has ${maxAnswersPerAddress} such answers under way: end one first.`;

type Readable = Pick<
  Chat,
  'hub' | 'recent' | 'log' | 'tokens' | 'now' | 'accounts' | 'rooms' | 'settings'
>;

interface Reading {
  readonly answer: LinesAnswer;
  readonly isFollowing: boolean;
  readonly right: LogRight;
}

export class LogLines implements Route {
  readonly path = logPath;
  readonly #chat: Readable;
  readonly #followers: Followers;
  readonly #source: ViewSource;
  readonly #places = new AnswerPlaces(maxAnswers, maxAnswersPerAddress);
  readonly #readings = new Set<Reading>();
  #slow = 0;

  constructor(chat: Readable, followers: Followers) {
    this.#chat = chat;
    this.#followers = followers;
    this.#source = fewReads(chat.log);
  }

  /** Answers under way. */
  get count(): number {
    return this.#readings.size;
  }

  /** Answers that were cut because nobody read them. */
  get slow(): number {
    return this.#slow;
  }

  async handle(asked: Asked, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wanted = readLogRequest(asked.url, this.#chat.now());
    if ('problem' in wanted) return answer(response, 400, wanted.problem);
    const right = rightTo(this.#chat, wanted.room, bearerOf(asked.headers));
    // Before anything is looked up: nothing tells others whether a room exists that is not for them.
    if (right.now() === 'none') return answer(response, 404, noSuchRoom);
    if (right.now() === 'log-in') {
      response.setHeader('WWW-Authenticate', 'Bearer');
      return answer(response, 401, logIn);
    }
    const leave = this.#places.take(asked.address);
    if (typeof leave === 'string') {
      response.setHeader('Retry-After', '10');
      return answer(response, 503, leave === 'full' ? full : fullAddress);
    }
    response.once('close', leave);
    try {
      if (await this.#exists(wanted.room, right))
        await this.#give(wanted, right, request, response);
      else answer(response, 404, noSuchRoom);
    } catch {
      if (response.headersSent) response.destroy();
      else answer(response, 503, unreadable);
    }
  }

  /** Called about once a second: ends what nobody reads, and what its reader may no longer see. */
  check(): void {
    const now = this.#chat.now();
    for (const reading of this.#readings) {
      if (reading.right.now() === 'may') reading.answer.check(now);
      else reading.answer.end();
    }
  }

  /** The server goes down. */
  close(): void {
    for (const { answer } of this.#readings) answer.end();
  }

  /** Somebody is in it, or something was said in it that the reader may have. */
  async #exists(room: string, right: LogRight): Promise<boolean> {
    const { hub, log } = this.#chat;
    if (hub.room(room)) return true;
    if (!isDirectRoom(room) && (log.known(room)?.last ?? 0) > 0) return true;
    const read = this.#pageOf(room, right, { before: Number.POSITIVE_INFINITY }, 1);
    const page = 'ready' in read ? read.ready : (await read.later)();
    return page.messages.length > 0;
  }

  #pageOf(room: string, right: LogRight, place: Place, limit: number): Read<PageOfRoom> {
    return readFor({ recent: this.#chat.recent, log: this.#source }, right, room, place, limit);
  }

  async #give(
    wanted: LogRequest,
    right: LogRight,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'no-store');
    // A proxy that gathers lines before it hands them on would make a follower late.
    if (wanted.isFollowing) response.setHeader('X-Accel-Buffering', 'no');
    if (request.method === 'HEAD') return void response.end();
    response.flushHeaders();
    // An answer that stands still may be one in a silent room; `check` knows the difference.
    response.setTimeout(0);
    request.socket.setKeepAlive(true, keepAliveMs);
    const { isFollowing } = wanted;
    const reading = { answer: new LinesAnswer(response, this.#chat.now), isFollowing, right };
    this.#readings.add(reading);
    try {
      await this.#read(wanted, reading);
    } finally {
      this.#readings.delete(reading);
      if (reading.answer.wasSlow) this.#slow++;
    }
  }

  /** Part by part, each when the one before was taken. */
  async #read({ room, place, limit }: LogRequest, reading: Reading): Promise<void> {
    const { answer, isFollowing } = reading;
    let next: Step | 'over' = { place, limit, upTo: Number.POSITIVE_INFINITY };
    while (next !== 'over' && !answer.hasEnded) {
      next = await this.#readOn(room, next, reading);
      await answer.taken();
    }
    if (isFollowing) await answer.ended();
    answer.end();
  }

  /**
   * One part. Where memory holds it and it is the last, whoever follows does so from this very turn on:
   * so nothing falls between the two, and nothing comes twice.
   * @returns what to read next
   */
  async #readOn(
    room: string,
    { place, limit, upTo }: Step,
    { answer, right, isFollowing }: Reading,
  ): Promise<Step | 'over'> {
    const { log } = this.#chat;
    const lastAsked = log.last;
    const read = this.#pageOf(room, right, place, limit);
    const { messages } = 'ready' in read ? read.ready : (await read.later)();
    // A page before a place has what was said while it was read; another may not.
    const last = 'before' in place ? log.last : lastAsked;
    if (right.now() !== 'may') answer.end();
    const part = partOf(messages.filter(({ seq }) => seq <= upTo));
    answer.write(part.lines);
    if (upTo < Number.POSITIVE_INFINITY) return stepTo(part.newest, upTo);
    if ('before' in place && !isFollowing) return stepTo(part.newest, messages.at(-1)?.seq ?? 0);
    if (part.isCut) return stepAfter(part.newest, fewLines);
    if (!('before' in place) && messages.length === limit) return stepAfter(part.newest);
    if ('later' in read) return stepAfter(Math.max(part.newest, last));
    if (isFollowing) this.#follow(room, answer, right);
    return 'over';
  }

  #follow(room: string, answer: LinesAnswer, right: LogRight): void {
    const name = isDirectRoom(room) ? viewOf(room, right.owner) : room;
    const stop = this.#followers.follow(name, (lines) => {
      // A rename is heard of here, before the next line is.
      if (right.now() === 'may') answer.add(lines);
      else answer.end();
    });
    answer.onEnd(stop);
  }
}

function fewReads(log: ViewSource): ViewSource {
  const reads = new FewAtOnce(maxReads);
  return {
    get last() {
      return log.last;
    },
    facts: (room) => reads.run(() => log.facts(room)),
    known: (room) => log.known(room),
    readBefore: (...asked) => reads.run(() => log.readBefore(...asked)),
    readAfter: (...asked) => reads.run(() => log.readAfter(...asked)),
    readSince: (...asked) => reads.run(() => log.readSince(...asked)),
  };
}
