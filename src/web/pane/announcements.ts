// What is told aloud of what arrives: each message while they are few, their number when they are many.
import { foldName } from '../../protocol/index.ts';
import type { CancelTimer, Clock } from '../../sdk/clock.ts';
import { isSaid } from '../../sdk/fold.ts';
import type { Message, RoomState, State } from '../../sdk/state.ts';
import { messagesAfter } from '../../sdk/timeline.ts';
import { excerpt } from '../../sdk/words.ts';
import { type Attention, attentions } from '../../ui/attention.ts';
import { currentTitle, roomTitle } from '../../ui/rooms.ts';
import { safeText } from '../../ui/safe-text.ts';

/** Between two times that something is told. */
const everyMs = 2_000;
/** More at once are only counted. */
const mostTold = 3;
/** More than anybody listens to. */
const maxTextTold = 200;

/**
 * Tells at most so often, whatever comes: what came meanwhile is told together. How the connection is
 * the status line says.
 */
export class Announcements {
  readonly #clock: Clock;
  readonly #say: (words: string) => void;
  /** At most one more than are told one by one. */
  #said: string[] = [];
  #count = 0;
  #elsewhere = new Map<string, Attention>();
  #entered: string | undefined;
  #cancel: CancelTimer | undefined;
  #isResting = false;

  constructor(clock: Clock, say: (words: string) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  hear(before: State, now: State): void {
    if (before.current !== now.current) this.#enter(now);
    else this.#hearRoom(before.rooms.get(now.current), now);
    this.#hearElsewhere(before, now);
    this.#tellSoon();
  }

  /** Nothing is told any more. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** What waits of the room before is of no use here. */
  #enter(now: State): void {
    this.#said = [];
    this.#count = 0;
    const unread = now.rooms.get(now.current)?.mark?.count ?? 0;
    const news = unread > 0 ? `, ${unread} new` : '';
    this.#entered = `${safeText(currentTitle(now))}${news}`;
  }

  #hearRoom(before: RoomState | undefined, { rooms, current, me }: State): void {
    const room = rooms.get(current);
    const newest = before?.timeline.newest;
    if (room === undefined || newest === undefined || room.timeline === before?.timeline) return;
    for (const message of messagesAfter(room.timeline, newest)) {
      if (!isSaid(message) || foldName(message.sender) === foldName(me.name)) continue;
      this.#count += 1;
      if (this.#said.length < mostTold) this.#said.push(messageWords(message));
    }
  }

  #hearElsewhere(before: State, now: State): void {
    for (const one of attentions(before, now, new Set([now.current]))) {
      const title = roomTitle(now.rooms.get(one.room) ?? { name: one.room }, now.me.name);
      const held = this.#elsewhere.get(title);
      this.#elsewhere.set(title, { ...one, count: one.count + (held?.count ?? 0) });
    }
  }

  #tellSoon(): void {
    const isAny = this.#count > 0 || this.#elsewhere.size > 0 || this.#entered !== undefined;
    if (isAny && !this.#isResting) this.#tell();
  }

  #tell(): void {
    const words = [this.#entered, ...this.#roomWords(), ...this.#elsewhereWords()];
    this.#entered = undefined;
    this.#said = [];
    this.#count = 0;
    this.#elsewhere = new Map();
    this.#isResting = true;
    this.#cancel = this.#clock.setTimer(everyMs, () => {
      this.#isResting = false;
      this.#tellSoon();
    });
    this.#say(words.filter((one) => one !== undefined).join('\n'));
  }

  #roomWords(): readonly string[] {
    return this.#count > mostTold ? [`${this.#count} new messages`] : this.#said;
  }

  #elsewhereWords(): readonly string[] {
    const all = [...this.#elsewhere].map(([title, { sender, text, count }]) => {
      const where = `${safeText(sender)} to you in ${safeText(title)}`;
      return count > 1 ? `${where}: ${count} messages` : `${where}: ${textWords(text)}`;
    });
    return all.length > mostTold ? [`Messages for you in ${all.length} rooms`] : all;
  }
}

function messageWords({ kind, sender, content }: Message): string {
  const name = safeText(sender);
  return kind === 'action' ? `${name} ${textWords(content)}` : `${name}: ${textWords(content)}`;
}

const textWords = (text: string): string => safeText(excerpt(text, maxTextTold));
