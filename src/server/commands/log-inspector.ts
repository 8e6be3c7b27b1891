// What is wrong with a log, line by line: grammar, order, time, and what points where it cannot.
import { logHeader, parseEntry } from '../../protocol/log-line.ts';
import { faultOf } from '../../protocol/log-line-fault.ts';
import type { Entry } from '../../protocol/messages.ts';
import { ownCopy } from '../log/own-copy.ts';
import { continuationOf } from '../log/recover.ts';
import { isChange } from './changes.ts';

const otherVersion = /^# partyline log (?!1:)/;

/** Hears the lines of a log in order. */
export class LogInspector {
  /** Messages so far. */
  count = 0;
  /** The least and the greatest `seq` so far; 0: none. */
  first = 0;
  last = 0;
  readonly rooms = new Set<string>();
  /** The entry of the line that was heard last, if it is one. */
  entry: Entry | undefined;
  #timestamp = '';
  /** The date and hour that were last found to exist. */
  #hour = '';

  /** What is wrong with the next line; undefined: nothing. */
  next(line: string): string | undefined {
    this.entry = parseEntry(line);
    return this.entry === undefined ? this.#other(line) : this.#judge(this.entry);
  }

  /** As the server does, an empty line is passed over like a comment. */
  #other(line: string): string | undefined {
    if (line !== '' && !line.startsWith('# ')) return faultOf(line);
    if (otherVersion.test(line)) return `another format than ${logHeader.slice(2, 17)}`;
    const continued = continuationOf(line);
    if (continued === undefined) return undefined;
    const { last } = this;
    this.last = Math.max(last, continued);
    return continued < last ? `continues after ${continued}, but ${last} is before it` : undefined;
  }

  #judge(entry: Entry): string | undefined {
    const { seq, timestamp } = entry;
    const [last, before] = [this.last, this.#timestamp];
    this.count++;
    this.last = Math.max(last, seq);
    if (this.first === 0) this.first = seq;
    if (!this.rooms.has(entry.room)) this.rooms.add(ownCopy(entry.room));
    const isTime = this.#exists(timestamp);
    if (isTime) this.#timestamp = timestamp;
    if (seq <= last) return `seq ${seq} does not grow: ${last} is before it`;
    if (!isTime) return `there is no time ${timestamp}`;
    if (timestamp < before) return `the time ${timestamp} goes back: ${before} is before it`;
    return targetFault(entry);
  }

  /** The grammar knows digits, not calendars. Within an hour, all that it takes exists. */
  #exists(timestamp: string): boolean {
    const hour = timestamp.slice(0, 13);
    if (hour === this.#hour) return true;
    const date = new Date(timestamp);
    if (Number.isNaN(date.getTime()) || date.toISOString() !== timestamp) return false;
    this.#hour = hour;
    return true;
  }
}

function targetFault({ kind, seq, target }: Entry): string | undefined {
  if (target === undefined)
    return isChange(kind) ? `${kind} without the message that it is for` : undefined;
  return target < seq ? undefined : `target ${target} is not before it`;
}
