// What the members of a crowd said and heard: all that the judge knows beside the log.
import type { Kind, Message } from '../../src/protocol/index.ts';

/**
 * - `acknowledged`: the server says that it is in the log.
 * - `refused`: for good, and never sent again: it must not be in the log.
 * - `uncertain`: its sender was told that nobody can know.
 * - `undecided`: nothing of these; at the end nothing may be so.
 */
export type Fate = 'acknowledged' | 'refused' | 'uncertain' | 'undecided';

/** One thing that a member said; its content begins with the mark `WRITER:NUMBER `. */
export interface Said {
  readonly writer: number;
  /** Counts what this writer said, in the order in which it was said. */
  readonly number: number;
  readonly room: string;
  readonly kind: Kind;
  readonly content: string;
  readonly target?: number;
  /** The request's id; the public one is `SESSION-ID`. */
  id: string;
  /** As the session had it when it was sent. */
  sender: string;
  session: string;
  fate: Fate;
  ack?: { readonly seq: number; readonly timestamp: string };
}

/** What one connection heard of one room, live. */
export interface Listening {
  readonly room: string;
  /** The room's newest `seq` when it was joined; undefined: heard without joining, as direct rooms are. */
  readonly after: number | undefined;
  readonly messages: Message[];
  /** The connection still stood at the end, so it must have heard everything up to there. */
  isWhole: boolean;
}

export interface MemberSeen {
  readonly writer: number;
  readonly said: readonly Said[];
  readonly heard: readonly Listening[];
  /** By room, what stood on its screen at the end. */
  readonly shown: ReadonlyMap<string, readonly Message[]>;
}

/** One file of the log, the oldest first. */
export interface LogText {
  readonly name: string;
  readonly text: string;
}

export interface Evidence {
  readonly files: readonly LogText[];
  readonly members: readonly MemberSeen[];
}

const markShape = /^(\d+:\d+) /;

export function markOf({ writer, number }: Pick<Said, 'writer' | 'number'>): string {
  return `${writer}:${number}`;
}

/** The mark that a content begins with; undefined: nobody of the crowd said that. */
export function markIn(content: string): string | undefined {
  return markShape.exec(content)?.[1];
}
