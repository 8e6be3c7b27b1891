// What the server has done since its start, in plain numbers: counted once a group, never once a member.
import { Durations } from './durations.ts';

export class Tally {
  /** From the append of a group's first message until the group was committed; counts messages. */
  readonly commits = new Durations();
  /** From a group's commit until all that it led to was handed to sockets; counts deliveries. */
  readonly deliveries = new Durations();
  readonly refusals = new Map<string, number>();
  readonly ends = new Map<string, number>();

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
}

function countIn(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
