// A server under measurement: started on a core of its own, its CPU time and memory read from Linux.
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Measured {
  readonly pid: number;
  readonly port: number;
  /** Of all its threads, in seconds. */
  cpuSeconds(): number;
  /** The most it has had resident, in MiB. */
  peakMiB(): number;
  stop(): Promise<void>;
}

/** Starts `node ARGS` on one core and waits for its first line, which ends the address `HOST:PORT`. */
export async function startMeasured(
  args: readonly string[],
  core: number | string,
): Promise<Measured> {
  const child = spawn('taskset', ['-c', String(core), process.execPath, ...args], {
    stdio: ['ignore', 'pipe', process.env.BENCH_DEBUG ? 'inherit' : 'ignore'],
    // What it can do is measured, not what it lets everybody do; a checkout that has no such option takes no notice.
    env: { ...process.env, PARTYLINE_MAX_REQUESTS_PER_SECOND: '0' },
  });
  const port = await firstPort(child);
  const pid = child.pid as number;
  return {
    pid,
    port,
    cpuSeconds: () => cpuSeconds(pid),
    peakMiB: () =>
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: () => end(child),
  };
}

async function firstPort(child: ChildProcess): Promise<number> {
  child.once('error', (error) => {
    throw error;
  });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const port = /:(\d+)\b/.exec(line)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error('the server ended before it named its port');
}

/** Of all threads of a process, in seconds. */
export function cpuSeconds(pid: number): number {
  return schedulerSeconds(pid, 0);
}

/** How long its threads were ready to run and had no core: what others did to it. */
export function waitSeconds(pid: number): number {
  return schedulerSeconds(pid, 1);
}

function schedulerSeconds(pid: number, field: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8');
    nanoseconds += Number(stat.split(' ')[field]);
  }
  return nanoseconds / 1e9;
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
