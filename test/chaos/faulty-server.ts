// The real server with one thing wrong with it, put in from outside: the proof that the judge would see it.
//
//   node test/chaos/faulty-server.ts FAULT [the server's own options]

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Hub } from '../../src/server/core/hub.ts';
import { FileLog } from '../../src/server/log/file-log.ts';

/** The fault comes once, after so many messages, when all are talking. */
const afterMessages = 60;
const newline = 0x0a;

/** A write of the log, as the disk gets it; what comes back is what is written instead. */
type Corrupt = (group: readonly string[]) => readonly string[] | undefined;

/** Each with what it does to a group of lines; undefined: not to this one, to a later one. */
const onDisk: Readonly<Record<string, Corrupt>> = {
  'lost-ack': () => [],
  reordering: ([first = '', second, ...rest]) =>
    second === undefined ? undefined : [second, first, ...rest],
  'torn-line': ([first = '', ...rest]) => [first.slice(0, first.length / 2), first, ...rest],
};

const inProcess: Readonly<Record<string, () => void>> = {
  double() {
    const append = FileLog.prototype.append;
    let count = 0;
    FileLog.prototype.append = function (draft, origin) {
      const isTaken = append.call(this, draft, origin);
      count += 1;
      if (count === afterMessages) append.call(this, draft, { waiting: [] });
      return isTaken;
    };
  },
  'dropped-delivery'() {
    const deliver = Hub.prototype.deliver;
    let count = 0;
    Hub.prototype.deliver = function (group) {
      const kept = [...group].filter(() => {
        count += 1;
        return count !== afterMessages;
      });
      return deliver.call(this, kept);
    };
  },
};

function corruptDisk(corrupt: Corrupt): void {
  const { writeSync } = fs;
  let messages = 0;
  let isDone = false;
  const write = (fd: number, bytes: Buffer, ...rest: (number | null)[]): number => {
    const lines = linesOf(bytes);
    messages += lines.length;
    const others = isDone || messages < afterMessages ? undefined : corrupt(lines);
    if (lines.length === 0 || others === undefined) {
      return (writeSync as (...all: unknown[]) => number)(fd, bytes, ...rest);
    }
    isDone = true;
    writeSync(fd, others.map((line) => `${line}\n`).join(''));
    return bytes.length;
  };
  fs.writeSync = write as typeof fs.writeSync;
  syncBuiltinESMExports();
}

/** Empty where it is no group of the log's. */
function linesOf(bytes: unknown): string[] {
  const isGroup = Buffer.isBuffer(bytes) && bytes[0] === '2'.charCodeAt(0);
  return isGroup && bytes.at(-1) === newline ? bytes.toString().split('\n').slice(0, -1) : [];
}

const [fault = ''] = process.argv.splice(2, 1);
const corrupt = onDisk[fault];
if (corrupt) corruptDisk(corrupt);
else if (inProcess[fault]) inProcess[fault]();
else throw new Error(`There is no fault "${fault}".`);
await import('../../src/server/main.ts');
