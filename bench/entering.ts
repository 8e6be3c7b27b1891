// What coming in costs: connections that say hello, get their welcome, and go. Of two checkouts in turn.
//   node bench/entering.ts OTHER-CHECKOUT [rounds]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Member } from './member.ts';
import { startMeasured } from './process.ts';

const [other = '', rounds = '5'] = process.argv.slice(2);
const own = fileURLToPath(new URL('..', import.meta.url));
const connections = 5000;
const atOnce = 20;

interface Run {
  readonly cpuMicroseconds: number;
  readonly medianMs: number;
}

async function run(checkout: string): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-bench-'));
  const log = join(folder, 'log.txt');
  const main = join(checkout, 'dist/server/main.js');
  const server = await startMeasured([main, '--port', '0', '--log', log, '--durability', 'os'], 0);
  const latencies: number[] = [];
  await Promise.all(Array.from({ length: atOnce }, () => enter(server.port, 1000 / atOnce, [])));
  const before = server.cpuSeconds();
  const each = connections / atOnce;
  await Promise.all(Array.from({ length: atOnce }, () => enter(server.port, each, latencies)));
  const cpuMicroseconds = ((server.cpuSeconds() - before) * 1e6) / connections;
  await server.stop();
  rmSync(folder, { recursive: true });
  return { cpuMicroseconds, medianMs: median(latencies) };
}

async function enter(port: number, times: number, latencies: number[]): Promise<void> {
  for (let time = 0; time < times; time++) {
    const start = performance.now();
    const member = await Member.open(port);
    await new Promise<void>((resolve) => {
      member.onLine = () => resolve();
      member.send('{"type":"hello"}\n');
    });
    latencies.push(performance.now() - start);
    member.close();
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

const pairs: [Run, Run][] = [];
for (let round = 0; round < Number(rounds); round++) pairs.push([await run(own), await run(other)]);
for (const [index, name] of ['this', 'the other'].entries()) {
  const runs = pairs.map((pair) => pair[index] as Run);
  const cpu = median(runs.map((each) => each.cpuMicroseconds)).toFixed(0);
  const latency = median(runs.map((each) => each.medianMs)).toFixed(2);
  console.log(`${name}: ${cpu} µs of the server’s CPU a connection, ${latency} ms to the welcome`);
}
const ratios = pairs.map(([one, two]) => one.cpuMicroseconds / two.cpuMicroseconds);
console.log(`CPU, this / the other: ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}`);
