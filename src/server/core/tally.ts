// What the server has done since its start, in plain numbers: counted once a group, never once a member.
import { Durations } from './durations.ts';

export class Tally {
  /** From the append of a group's first message until the group was committed; counts messages. */
  readonly commits = new Durations();
  /** From a group's commit until all that it led to was handed to sockets; counts deliveries. */
  readonly deliveries = new Durations();
  readonly refusals = new Map<string, number>();
  readonly ends = new Map<string, number>();
  /** What was posted by webhooks, and what was handed on to others, by how it went. */
  readonly posts = new Map<string, number>();
  readonly handedOn = new Map<string, number>();

  committed(messages: number, waitedMs: number): void {
    this.commits.add(messages, waitedMs / 1000);
  }

  delivered(deliveries: number, tookMs: number): void {
    if (deliveries > 0) this.deliveries.add(deliveries, tookMs / 1000);
  }

  /** @param code of the one table, so there are few */
  refused(code: string): void {
    countIn(this.refusals, code);
  }

  /** @param reason why a connection is no more, of those that there are */
  ended(reason: string): void {
    countIn(this.ends, reason);
  }

  posted(outcome: PostOutcome): void {
    countIn(this.posts, outcome);
  }

  handOn(outcome: HandOnOutcome): void {
    countIn(this.handedOn, outcome);
  }
}

export const postOutcomes = ['stored', 'duplicate', 'refused'] as const;
export type PostOutcome = (typeof postOutcomes)[number];

export const handOnOutcomes = ['acknowledged', 'failed'] as const;
export type HandOnOutcome = (typeof handOnOutcomes)[number];

function countIn(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
