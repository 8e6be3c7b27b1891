// The log as its files have it: entries in their order, and what is wrong with the lines themselves.
import type { Entry } from '../../src/protocol/index.ts';
import { parseEntry } from '../../src/protocol/log-line.ts';
import type { Fault } from './faults.ts';
import { type LogText, markIn } from './seen.ts';

export interface Written extends Entry {
  /** Which file it stands in. */
  readonly file: number;
  /** Which line of all. */
  readonly place: number;
}

export interface WrittenLog {
  readonly entries: readonly Written[];
  readonly byMark: ReadonlyMap<string, Written>;
  readonly faults: readonly Fault[];
}

export function readWritten(files: readonly LogText[]): WrittenLog {
  const faults: Fault[] = [];
  const entries: Written[] = [];
  for (const [file, { name, text }] of files.entries()) {
    const lines = text.split('\n');
    const rest = lines.pop();
    if (rest) faults.push({ kind: 'torn', what: `${name} ends in ${JSON.stringify(rest)}` });
    for (const [index, line] of lines.entries()) {
      const entry = parseEntry(line);
      if (entry) entries.push({ ...entry, file, place: entries.length });
      else if (!line.startsWith('# ')) {
        faults.push({ kind: 'torn', what: `${name}:${index + 1} is ${JSON.stringify(line)}` });
      }
    }
  }
  return { entries, byMark: marked(entries, faults), faults: [...faults, ...growing(entries)] };
}

/** The first entry of each mark; more of one mark are one too many. */
function marked(entries: readonly Written[], faults: Fault[]): Map<string, Written> {
  const byMark = new Map<string, Written>();
  for (const entry of entries) {
    const mark = markIn(entry.content);
    if (mark === undefined) {
      faults.push({ kind: 'invented', what: `nobody said what stands at ${entry.seq}` });
    } else if (byMark.has(mark)) {
      const first = byMark.get(mark)?.seq;
      faults.push({ kind: 'doubled', what: `${mark} stands at ${first} and at ${entry.seq}` });
    } else byMark.set(mark, entry);
  }
  return byMark;
}

/** What breaks the promise that `seq` grows, and that the time never goes back. */
function growing(entries: readonly Written[]): Fault[] {
  const faults: Fault[] = [];
  const used = new Map<number, Written>();
  let last: Written | undefined;
  for (const entry of entries) {
    const { seq, timestamp } = entry;
    const other = used.get(seq);
    if (other && markIn(other.content) !== markIn(entry.content)) {
      faults.push({ kind: 'seq-used-again', what: `two messages have ${seq}` });
    } else if (!other && last && seq < last.seq) {
      faults.push({ kind: 'reordered', what: `${seq} stands after ${last.seq}` });
    }
    if (last && timestamp < last.timestamp) {
      faults.push({ kind: 'time-went-back', what: `${timestamp} at ${seq}: ${last.timestamp}` });
    }
    used.set(seq, entry);
    last = entry;
  }
  return faults;
}
