// What an append costs: each way of writing a group, the log as a whole, and its line grammar.
//
//   node bench/append.ts [DIRECTORY]     (a temporary one by default: name one on the disk to measure)

import {
  closeSync,
  constants,
  fdatasync,
  mkdtempSync,
  openSync,
  rmSync,
  write,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatEntry, parseEntry } from '../src/protocol/log-line.ts';
import type { Entry } from '../src/protocol/messages.ts';
import { openFileLog } from '../src/server/log/file-log.ts';
import type { Durability } from '../src/server/log/log.ts';

const directory = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'partyline-bench-'));

const entry: Entry = {
  room: 'general',
  seq: 100_000,
  kind: 'text',
  sender: 'alice',
  content: 'x'.repeat(64),
  timestamp: '2026-11-20T12:00:00.123Z',
  id: 'x7k2m9qa-1',
};

type Write = (fd: number, bytes: Buffer, done: () => void) => void;

const ways: readonly (readonly [name: string, flag: number, write: Write])[] = [
  [
    'os: write at once',
    0,
    (fd, bytes, done) => {
      writeSync(fd, bytes);
      done();
    },
  ],
  ['os: write in the thread pool', 0, (fd, bytes, done) => write(fd, bytes, done)],
  ['disk: write with O_DSYNC', constants.O_DSYNC, (fd, bytes, done) => write(fd, bytes, done)],
  [
    'disk: write, then fdatasync',
    0,
    (fd, bytes, done) => write(fd, bytes, () => fdatasync(fd, done)),
  ],
];

interface Figures {
  readonly latency: number[];
  readonly held: number[];
  readonly cpu: number;
}

/** Runs a step over and over: how long until it is done, how long it holds the main thread, its CPU; in µs. */
async function measure(rounds: number, step: (done: () => void) => void): Promise<Figures> {
  const latency: number[] = [];
  const held: number[] = [];
  const once = () =>
    new Promise<void>((resolve) => {
      const start = performance.now();
      step(() => {
        latency.push((performance.now() - start) * 1e3);
        setImmediate(resolve);
      });
      held.push((performance.now() - start) * 1e3);
    });
  for (let round = 0; round < rounds / 10; round++) await once();
  latency.length = 0;
  held.length = 0;
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) await once();
  const { user, system } = process.cpuUsage(before);
  return { latency, held, cpu: (user + system) / rounds };
}

function quantile(values: number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1).padStart(7);
}

function print(name: string, messages: number, { latency, held, cpu }: Figures): void {
  const figures = [
    cpu.toFixed(1).padStart(7),
    ...[0.5, 0.99].map((share) => quantile(latency, share)),
    ...[0.5, 0.99].map((share) => quantile(held, share)),
    (cpu / messages).toFixed(2).padStart(7),
  ];
  console.log(`${name.padEnd(30)} ${String(messages).padStart(5)} ${figures.join(' ')}`);
}

async function measureWays(messages: number): Promise<void> {
  const bytes = Buffer.from(`${formatEntry(entry)}\n`.repeat(messages));
  for (const [name, flag, writeGroup] of ways) {
    const { O_WRONLY, O_CREAT, O_APPEND } = constants;
    const fd = openSync(join(directory, 'raw'), O_WRONLY | O_CREAT | O_APPEND | flag, 0o600);
    print(name, messages, await measure(2_000, (done) => writeGroup(fd, bytes, done)));
    closeSync(fd);
  }
}

async function measureLog(durability: Durability, messages: number): Promise<void> {
  let committed = 0;
  let done = () => {};
  const log = await openFileLog<undefined>({
    path: join(directory, `${durability}.txt`),
    durability,
    clock: () => Date.now(),
    onCommit: (group) => {
      committed += group.length;
      if (committed % messages === 0) done();
    },
    onRefused: (_, error) => {
      throw error;
    },
    report: () => {},
  });
  const { room, kind, sender, content, id = '' } = entry;
  const figures = await measure(2_000, (isDone) => {
    done = isDone;
    for (let count = 0; count < messages; count++) {
      log.append({ room, kind, sender, content, id }, undefined);
    }
  });
  print(`the log, ${durability}`, messages, figures);
  await log.close();
}

function measureGrammar(): void {
  const rounds = 1_000_000;
  let sum = 0;
  let start = performance.now();
  for (let seq = 1; seq <= rounds; seq++) sum += formatEntry({ ...entry, seq }).length;
  console.log(`formatEntry ${(((performance.now() - start) / rounds) * 1e3).toFixed(2)} µs`);
  const lines = Array.from({ length: 1_000 }, (_, seq) => formatEntry({ ...entry, seq: seq + 1 }));
  start = performance.now();
  for (let round = 0; round < rounds; round++)
    sum += parseEntry(lines[round % 1_000] ?? '')?.seq ?? 0;
  console.log(`parseEntry  ${(((performance.now() - start) / rounds) * 1e3).toFixed(2)} µs`);
  if (sum === 0) throw new Error('nothing was measured');
}

console.log('All figures in µs. CPU: of the whole process, thread pool included.\n');
console.log(`${' '.repeat(30)} group     CPU latency             main thread      CPU of`);
console.log(`${' '.repeat(30)}  size   group     p50     p99     p50     p99 message`);
try {
  for (const messages of [1, 64, 1_000]) await measureWays(messages);
  for (const durability of ['os', 'disk'] as const) {
    for (const messages of [1, 64, 1_000]) await measureLog(durability, messages);
  }
  console.log('');
  measureGrammar();
} finally {
  rmSync(directory, { recursive: true });
}
