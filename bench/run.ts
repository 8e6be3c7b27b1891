// Fan-out: Partyline beside bare node:net on the same load, server on one core, load on the other.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Result, Task } from './load.ts';
import type { Way } from './member.ts';
import { type Measured, startMeasured } from './process.ts';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    members: { type: 'string', default: '10,100,1000' },
    shape: { type: 'string', default: 'burst,single,paced' },
    only: { type: 'string', default: '' },
    // Another checkout that is built: its server too, on the same load.
    beside: { type: 'string', default: '' },
  },
});

interface Contender {
  readonly name: string;
  readonly speaks: Task['speaks'];
  readonly way?: Way;
  /** Of the text; 64 unless told. */
  readonly textLength?: number;
  /** A share of the messages: the slowest would take minutes otherwise. */
  readonly effort: number;
  readonly args: (folder: string) => readonly string[];
}

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const main = 'dist/server/main.js';
const partyline =
  (durability: string, path = file(`../${main}`)) =>
  (folder: string) => [
    path,
    ...['--port', '0', '--rate', '0', '--log', join(folder, 'log.txt'), '--durability', durability],
  ];
const contenders: readonly Contender[] = [
  {
    name: 'bare, coalescing',
    speaks: 'bare',
    effort: 1,
    args: () => [file('bare-server.ts'), 'coalesce'],
  },
  // Partyline's lines also bear seq, prev, sender and time: this one carries as many bytes.
  {
    name: 'bare, long lines',
    speaks: 'bare',
    textLength: 164,
    effort: 1,
    args: () => [file('bare-server.ts'), 'coalesce'],
  },
  {
    name: 'bare, each',
    speaks: 'bare',
    effort: 0.05,
    args: () => [file('bare-server.ts'), 'each'],
  },
  { name: 'partyline os', speaks: 'partyline', effort: 1, args: partyline('os') },
  { name: 'partyline disk', speaks: 'partyline', effort: 1, args: partyline('disk') },
  {
    name: 'partyline os, ws',
    speaks: 'partyline',
    way: 'websocket',
    effort: 1,
    args: partyline('os'),
  },
  ...(flags.beside === ''
    ? []
    : [
        {
          name: 'beside: partyline os',
          speaks: 'partyline' as const,
          effort: 1,
          args: partyline('os', join(flags.beside, main)),
        },
      ]),
];

interface Figures extends Result {
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

const amounts: Record<string, Record<number, number>> = {
  burst: { 10: 100_000, 100: 40_000, 1000: 8000 },
  single: { 10: 5000, 100: 3000, 1000: 600 },
  paced: { 500: 1000 },
};

async function measure(
  contender: Contender,
  members: number,
  shape: Task['shape'],
): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-bench-'));
  const server = await startMeasured(contender.args(folder), 0);
  try {
    const amount =
      (amounts[shape]?.[members] ?? 10_000) * (shape === 'burst' ? contender.effort : 1);
    const messages = Math.max(640, Math.round(amount / 10) * 10);
    const { port, pid } = server;
    const { speaks, way = 'line', textLength = 64 } = contender;
    const warmup = Math.max(640, Math.round(messages / 20) * 10);
    return await load(
      { port, pid, speaks, way, textLength, members, shape, messages, warmup },
      server,
    );
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

function load(task: Task, server: Measured): Promise<Figures> {
  const args = ['-c', '1', process.execPath, file('load.ts'), JSON.stringify(task)];
  const child = spawn('taskset', args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let begin = 0;
  let cpuSeconds = 0;
  return new Promise((resolve, reject) => {
    child.on('message', (message: 'begin' | 'end' | Result) => {
      if (message === 'begin') begin = server.cpuSeconds();
      else if (message === 'end') cpuSeconds = server.cpuSeconds() - begin;
      else resolve({ ...message, cpuSeconds, peakMiB: server.peakMiB() });
    });
    child.on('exit', (code) => reject(new Error(`the load ended early, with ${code}`)));
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

function row(name: string, runs: readonly Figures[], bare: readonly Figures[]): string {
  const of = (pick: (run: Figures) => number) => median(runs.map(pick));
  const perCpu = (run: Figures) => run.deliveries / run.cpuSeconds;
  // Each round's own ratio: what the machine does meanwhile changes both.
  const ratio = median(runs.map((run, round) => perCpu(run) / perCpu(bare[round] as Figures)));
  const faults = runs.flatMap((run) => run.faults);
  const cells = [
    name.padEnd(18),
    short(of((run) => run.deliveries / run.seconds)),
    short(of(perCpu)),
    ratio.toFixed(2).padStart(6),
    of((run) => run.p50)
      .toFixed(2)
      .padStart(8),
    of((run) => run.p99)
      .toFixed(2)
      .padStart(8),
    of((run) => run.peakMiB)
      .toFixed(0)
      .padStart(6),
    faults.length === 0 ? 'yes' : `NO: ${faults[0]}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function short(value: number): string {
  return (
    value >= 1e6 ? `${(value / 1e6).toFixed(2)} M` : `${(value / 1e3).toFixed(0)} k`
  ).padStart(8);
}

/** Paced is about one size: it is the waiting that is measured. */
function sizesOf(shape: Task['shape']): number[] {
  return shape === 'paced' ? [500] : flags.members.split(',').map(Number);
}

for (const shape of flags.shape.split(',') as Task['shape'][]) {
  for (const members of sizesOf(shape)) {
    const chosen = contenders.filter(
      ({ name }) => name === 'bare, coalescing' || name.includes(flags.only),
    );
    const runs = new Map<Contender, Figures[]>(chosen.map((contender) => [contender, []]));
    for (let round = 0; round < Number(flags.rounds); round++) {
      for (const [contender, figures] of runs)
        figures.push(await measure(contender, members, shape));
    }
    console.log(`\n${shape}, ${members} members (median of ${flags.rounds})`);
    console.log(
      '| server | deliv./s | per CPU-s | ratio | p50 ms | p99 ms | MiB | once, in order |',
    );
    console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
    const bare = runs.get(chosen[0] as Contender) as Figures[];
    for (const [contender, figures] of runs) console.log(row(contender.name, figures, bare));
  }
}
