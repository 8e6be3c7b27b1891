// A member of the crowd: talks as long as it may, listens all the time, shows at the end what it has.
import type { Message } from '../../src/protocol/index.ts';
import type { Bell } from './bell.ts';
import type { Chance } from './chance.ts';
import type { Lines, Recorder } from './recorder.ts';
import type { Said } from './seen.ts';
import { randomLength, randomText } from './texts.ts';

/** How much may still be said, by all together: so that no load outgrows its test. */
export class Budget {
  left = 0;

  take(): boolean {
    if (this.left === 0) return false;
    this.left -= 1;
    return true;
  }
}

export interface MemberPlan {
  readonly number: number;
  /** The wish; the server may give another one. */
  readonly name: string;
  /** The first is where it begins. */
  readonly rooms: readonly string[];
  readonly port: number;
  /** Sends that a raw member may have under way at once. */
  readonly window: number;
  /** Of a raw member: hangs up again and again, and resumes. */
  readonly isRestless: boolean;
  readonly chance: Chance;
  readonly budget: Budget;
  readonly bell: Bell;
  readonly lines: Lines;
}

export interface Member {
  readonly plan: MemberPlan;
  readonly recorder: Recorder;
  start(): void;
  /** If it waits to connect again: it does it now. */
  hurry(): void;
  /** Says as much as it may now. */
  talk(): void;
  /** Says this, when it can. */
  say(draft: Said): void;
  readonly isIn: boolean;
  /** What is still under way; empty: all that it said is decided, and nothing is being asked for. */
  readonly underWay: string;
  isUpTo(room: string, seq: number): boolean;
  shown(): Map<string, readonly Message[]>;
  stop(): Promise<void>;
}

/** The next thing that a member says; one in fifty is against the rules. */
export function nextSaid(
  { plan, recorder }: Pick<Member, 'plan' | 'recorder'>,
  newestOf: (room: string) => number,
): Said {
  const { chance } = plan;
  const room = chance.pick(plan.rooms);
  const kind = chance.is(0.9) ? 'text' : chance.pick(['action', 'topic'] as const);
  const text = kind === 'topic' ? '<topic>' : randomText(chance, randomLength(chance));
  const newest = newestOf(room);
  const isReply = kind === 'text' && newest > 0 && chance.is(0.1);
  const made = saidOf(plan.number, recorder.said.length + 1, room, text);
  const content = chance.is(0.02) ? `${made.content}\u0007` : made.content;
  return { ...made, kind, content, ...(isReply ? { target: newest } : {}) };
}

export function saidOf(writer: number, number: number, room: string, text: string): Said {
  return {
    writer,
    number,
    room,
    kind: 'text',
    content: `${writer}:${number} ${text}`,
    id: `${number}`,
    sender: '',
    session: '',
    fate: 'undecided',
  };
}

/** Such a content is refused by everyone who looks at it. */
export function isAgainstRules({ content }: Said): boolean {
  return content.endsWith('\u0007');
}
