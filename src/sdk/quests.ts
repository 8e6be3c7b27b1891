// How a place that is known by a time alone becomes a message that can be visited.
import { isRetryable, type ReplyOf, showRoom } from '../protocol/index.ts';
import { isChange } from './fold.ts';
import { localTime, showDay } from './local-time.ts';
import type { Message, Quest } from './state.ts';
import { askAgainMs, type Talk } from './talk.ts';

/** One of them is a row of its own, as good as always. */
const pageSize = 20;

export class Quests {
  readonly #talk: Talk;

  constructor(talk: Talk) {
    this.#talk = talk;
  }

  /** Asks for what is sought, once its room is joined. */
  sync(): void {
    const { quest, rooms } = this.#talk.getState();
    if (!quest || quest.isAsking || !rooms.get(quest.room)?.isJoined || !this.#talk.isLive) return;
    const { room, from } = quest;
    const place = 'after' in from ? from : { at: new Date(from.atMs).toISOString() };
    this.#goOn({ ...quest, isAsking: true });
    this.#talk.ask(
      { type: 'history', room, ...place, limit: pageSize },
      {
        reply: 'history',
        done: (reply) => this.#isUnderWay(quest) && this.#answered(quest, reply),
        refused: (error) => this.#isUnderWay(quest) && this.#refused(quest, error),
      },
    );
  }

  /** Not if another one has taken its place meanwhile. */
  #isUnderWay({ from }: Quest): boolean {
    return this.#talk.getState().quest?.from === from;
  }

  #goOn(quest: Quest): void {
    this.#talk.dispatch({ type: 'sought', quest });
  }

  #answered(quest: Quest, { messages, more }: ReplyOf<'history'>): void {
    const { room } = quest;
    const found = messages.find((message) => !isChange(message));
    const last = messages.at(-1);
    if (found) this.#visit(quest, found);
    else if (more && last) this.#goOn({ room, from: { after: last.seq }, isAsking: false });
    else this.#foundNothing(quest);
  }

  #visit({ room, from }: Quest, { seq, prev, timestamp }: Message): void {
    const at = Date.parse(timestamp);
    const isFirst = prev === 0 && 'atMs' in from && this.#dayOf(from.atMs) !== this.#dayOf(at);
    const text = `The first message here is of ${showDay(this.#dayOf(at))}.`;
    this.#talk.dispatch({ type: 'visited', room, seq, ...(isFirst ? { note: { text, at } } : {}) });
  }

  #foundNothing({ room, from }: Quest): void {
    const since = 'atMs' in from ? ` since ${this.#wordsOf(from.atMs)}` : '';
    this.#talk.dispatch({ type: 'visitEnded' });
    this.#talk.notice(room, 'info', `Nothing was said in ${showRoom(room)}${since}.`);
  }

  #refused(quest: Quest, { code, message, retryAfterMs = askAgainMs }: ReplyOf<'error'>): void {
    if (isRetryable(code)) {
      const again = () => this.#isUnderWay(quest) && this.#goOn({ ...quest, isAsking: false });
      return this.#talk.later(retryAfterMs, again);
    }
    this.#talk.dispatch({ type: 'questEnded' });
    this.#talk.notice(quest.room, 'problem', message);
  }

  #dayOf(atMs: number): string {
    return localTime(atMs, this.#talk.offset).slice(0, 10);
  }

  #wordsOf(atMs: number): string {
    const time = localTime(atMs, this.#talk.offset).slice(11, 16);
    return `${showDay(this.#dayOf(atMs))}${time === '00:00' ? '' : `, ${time}`}`;
  }
}
