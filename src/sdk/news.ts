// What moderators and owners do, as it is told: once, though who did it hears of it as answer and as news.
import type { EventOf, ReplyOf } from '../protocol/index.ts';
import { keepingOf } from './keeping.ts';
import { keepingNews, keepingWords } from './keeping-words.ts';
import { moderatedWords } from './moderation-words.ts';
import type { Talk } from './talk.ts';

/** The two come together. */
const togetherMs = 3_000;

type Act = Omit<EventOf<'moderated'>, 'type'>;
type Told = ReplyOf<'room'> | EventOf<'room'>;

export class News {
  readonly #talk: Talk;
  readonly #now: () => number;
  #last = { room: '', text: '', at: Number.NEGATIVE_INFINITY };

  constructor(talk: Talk, now: () => number) {
    this.#talk = talk;
    this.#now = now;
  }

  /** @param here where an act that concerns no room is told */
  acted(act: Act, here: string): void {
    const room = act.room ?? here;
    const text = moderatedWords(act, this.#now(), this.#talk.offset);
    if (text !== this.#last.text || !this.#isJustTold(room)) this.#tell(room, text);
  }

  /** The answer: where nothing is told of it yet, how the room is kept now. */
  answered(reply: ReplyOf<'room'>): void {
    const text = this.#changed(reply, this.#talk.getState().me.name);
    if (text !== undefined) this.#tell(reply.room, text);
    else if (!this.#isJustTold(reply.room)) {
      this.#tell(reply.room, keepingWords(reply.room, keepingOf(reply)));
    }
  }

  /** The answer to a view that shows it itself: only what it changed is told. */
  shown(reply: ReplyOf<'room'>): void {
    const text = this.#changed(reply, this.#talk.getState().me.name);
    if (text !== undefined) this.#tell(reply.room, text);
  }

  /** The news: one's own, of a room that one knows nothing of, waits for the answer. */
  changed(event: EventOf<'room'>): void {
    const { rooms, me } = this.#talk.getState();
    const isKnown = rooms.get(event.room)?.keeping !== undefined;
    const text = this.#changed(event);
    if (text !== undefined) this.#tell(event.room, text);
    else if (!isKnown && event.by !== me.name && rooms.has(event.room)) {
      const who = event.by ?? 'Somebody';
      this.#tell(event.room, `${who} changed how the room is kept: /room shows it.`);
    }
  }

  /** @returns what is different now, as far as one knows how it was */
  #changed(told: Told, by = told.by): string | undefined {
    const before = this.#talk.getState().rooms.get(told.room)?.keeping;
    this.#talk.dispatch({ type: 'keeping', reply: told });
    return before && keepingNews(before, keepingOf(told), by);
  }

  #isJustTold(room: string): boolean {
    return this.#last.room === room && this.#now() - this.#last.at < togetherMs;
  }

  #tell(room: string, text: string): void {
    this.#last = { room, text, at: this.#now() };
    this.#talk.notice(room, 'info', text);
  }
}
