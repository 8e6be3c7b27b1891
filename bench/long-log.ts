// A log of millions of messages: how soon it serves, how fast it is read and searched while it grows.
//
//   node bench/make-log.ts FILE 10000000
//   node bench/long-log.ts FILE         (deletes its index, and appends to it)

import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const [log] = process.argv.slice(2);
if (log === undefined) {
  console.error('Usage: node bench/long-log.ts FILE');
  process.exit(2);
}
const index = `${log}.index.db`;

/** Messages a second while pages and searches are timed. */
const appendsPerSecond = 1_000;
const appendEveryMs = 20;
const questions = 200;

interface Answer {
  readonly type: string;
  readonly last?: number;
  readonly [field: string]: unknown;
}

/** A connection that asks one thing at a time, or says many without waiting. */
class Peer {
  readonly #socket: Socket;
  readonly #waiting = new Map<string, (answer: Answer) => void>();
  #number = 0;

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1').setNoDelay();
    createInterface({ input: this.#socket }).on('line', (line) => {
      const answer = JSON.parse(line) as Answer & { id?: string };
      this.#waiting.get(answer.id ?? '')?.(answer);
      this.#waiting.delete(answer.id ?? '');
    });
  }

  ask(request: object): Promise<Answer> {
    const id = `q${this.#number++}`;
    this.#socket.write(`${JSON.stringify({ ...request, id })}\n`);
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  say(lines: string): void {
    this.#socket.write(lines);
  }

  end(): void {
    this.#socket.destroy();
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  readonly startedMs: number;
  /** Resolves when a line on standard error holds the text. */
  told(text: string): Promise<string>;
}

/** What it can do is measured, not what it lets everybody do. */
const unbounded = ['--max-requests-per-second', '0'];

async function start(): Promise<Running> {
  const startedMs = performance.now();
  const server = fileURLToPath(new URL('watched-server.ts', import.meta.url));
  const flags = ['--port', '0', '--log', log as string, '--rate', '0', ...unbounded];
  const child = spawn(process.execPath, [server, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const errors = createInterface({ input: child.stderr });
  errors.on('line', (line) => lines.push(line));
  const told = async (text: string): Promise<string> => {
    for (;;) {
      const found = lines.find((line) => line.includes(text));
      if (found !== undefined) return found;
      await sleep(20);
    }
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /:(\d+),/.exec(line)?.[1];
    if (port !== undefined) return { child, port: Number(port), startedMs, told };
  }
  throw new Error('the server ended');
}

async function firstJoins(name: string, { port, startedMs }: Running): Promise<Peer> {
  const peer = new Peer(port);
  await peer.ask({ type: 'hello', name: 'bench' });
  await peer.ask({ type: 'join', room: 'general' });
  row(`${name}: start to joined #general`, performance.now() - startedMs);
  await peer.ask({ type: 'join', room: `new-${Math.floor(startedMs)}-${process.pid}` });
  row(`${name}: start to joined a room that never was`, performance.now() - startedMs);
  return peer;
}

function row(what: string, ms: number): void {
  console.log(`${what.padEnd(56)} ${ms.toFixed(1).padStart(9)} ms`);
}

/** Prints the median and the 99th of a hundred, in milliseconds. */
async function time(what: string, ask: (number: number) => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let number = 0; number < questions; number++) {
    const begin = performance.now();
    await ask(number);
    times.push(performance.now() - begin);
    await sleep(10);
  }
  times.sort((one, other) => one - other);
  const at = (part: number) => (times[Math.floor(part * times.length)] ?? 0).toFixed(1).padStart(7);
  console.log(`${what.padEnd(56)} ${at(0.5)} / ${at(0.99)} / ${at(0.999)} ms`);
}

async function stop({ child, told }: Running): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  console.log(await told('since then'));
}

console.log(`log: ${(statSync(log).size / 1e6).toFixed(0)} MB`);
rmSync(index, { force: true });
const without = await start();
const first = await firstJoins('without an index', without);
const whole = JSON.parse(await without.told('"index-whole"')) as { seconds: number };
const megabytes = statSync(log).size / 1e6;
console.log(
  `index made in ${whole.seconds} s, ${(megabytes / whole.seconds).toFixed(0)} MB of log a second; ` +
    `${(statSync(index).size / 1e6).toFixed(0)} MB`,
);
first.end();
await stop(without);

const server = await start();
const peer = await firstJoins('with the index', server);
await sleep(3_000);
server.child.kill('SIGUSR2');
console.log(await server.told('until then'));

const writer = new Peer(server.port);
await writer.ask({ type: 'hello', name: 'writer' });
const { last = 0 } = await writer.ask({ type: 'join', room: 'general', limit: 0 });
let said = 0;
const writing = setInterval(() => {
  let lines = '';
  for (let count = (appendsPerSecond * appendEveryMs) / 1000; count > 0; count--) {
    const content = `the deploy of server ${said} is going on as it should`;
    lines += `${JSON.stringify({ type: 'send', id: `w${said++}`, room: 'general', content })}\n`;
  }
  writer.say(lines);
}, appendEveryMs);

console.log(
  `\nwhile ${appendsPerSecond} messages a second are appended: median / p99 / worst of ${questions}`,
);
const anywhere = () => Math.floor(Math.random() * last);
const history = (room: string, limit: number) => () =>
  peer.ask({ type: 'history', room, before: anywhere(), limit });
const find = (query: string) => () => peer.ask({ type: 'search', query, limit: 20 });
await peer.ask({ type: 'join', room: 'room250', limit: 0 });
await time('history: 100 of a busy room, anywhere', history('general', 100));
await time('history: 500 of a quiet room, anywhere', history('room250', 500));
await time('search: a rare word', find('xylophone'));
await time('search: a word that is nowhere', find('nosuchword'));
await time('search: a common word', find('deploy'));
await time('search: a common prefix', find('de*'));
await time('search: a phrase of common words', find('"deploy server"'));
await time('search: a rare and a common word', find('xylophone deploy'));
await time('search: a common word of one sender, in one room', find('the from:user17 in:general'));
await time('search: a common word, long ago', find('deploy before:2025-03-01'));
clearInterval(writing);
console.log(`${said} messages were appended meanwhile`);
peer.end();
writer.end();
await stop(server);
