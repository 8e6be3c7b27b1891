// A log of so many messages, written as a server would have, for tests of what takes its time.
import { closeSync, openSync, writeSync } from 'node:fs';
import { formatEntry, logHeader } from '../../src/protocol/log-line.ts';
import type { Entry } from '../../src/protocol/messages.ts';

const begin = Date.parse('2026-03-01T00:00:00.000Z');
/** Long enough that 100,000 messages take some parts of the index. */
const filler =
  'and so it went on through the night, until somebody looked at the clock and said good morning to all. ';

/** Message `seq` of the large log: of one of five rooms and three people, with a word that only it has. */
export function largeLogEntry(seq: number): Entry {
  return {
    seq,
    timestamp: new Date(begin + seq * 1000).toISOString(),
    room: `room-${seq % 5}`,
    kind: seq === 3 ? 'topic' : 'text',
    sender: ['ann', 'ben', 'cleo'][seq % 3] as string,
    content: seq === 3 ? 'the oldest topic' : `word${seq} ${filler}${filler}`,
    id: `writer-${seq}`,
  };
}

/** Begins with `first`; `head` stands before it. */
export function writeLargeLog(path: string, count: number, first = 1, head = logHeader): void {
  const file = openSync(path, 'wx', 0o600);
  let text = `${head}\n`;
  for (let seq = first; seq < first + count; seq++) {
    text += `${formatEntry(largeLogEntry(seq))}\n`;
    if (text.length < 1_000_000) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
}
