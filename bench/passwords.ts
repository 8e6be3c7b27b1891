// What guessing passwords costs everyone else: the ack of a sender, without it, and while it goes on.
//
//   node bench/passwords.ts [--rounds 3] [--sends 500]

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startMeasured } from './process.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    sends: { type: 'string', default: '500' },
    /** `0,1`: the server and whatever guesses have both. */
    core: { type: 'string', default: '0' },
  },
});
const rounds = Number(values.rounds);
const sends = Number(values.sends);

const folder = mkdtempSync(join(tmpdir(), 'partyline-bench-'));
const log = join(folder, 'log.txt');
const main = new URL('../src/server/main.ts', import.meta.url).pathname;
const password = 'nine green bottles';

/** A line of JSON at a time. */
class Peer {
  readonly socket: Socket;
  onLine: (line: { readonly type: string; readonly code?: string }) => void = () => {};
  #held = '';

  constructor(port: number, localAddress: string) {
    this.socket = connect({ port, host: '127.0.0.1', localAddress, noDelay: true });
    this.socket.setEncoding('utf8').on('error', () => {});
    this.socket.on('data', (text: string) => this.#take(text));
  }

  say(object: object): void {
    this.socket.write(`${JSON.stringify(object)}\n`);
  }

  /** Says it, and resolves with the next line of that type or with an error. */
  ask(object: object, type: string): Promise<{ readonly type: string; readonly code?: string }> {
    return new Promise((resolve) => {
      this.onLine = (line) => {
        if (line.type === type || line.type === 'error') resolve(line);
      };
      this.say(object);
    });
  }

  #take(text: string): void {
    const lines = (this.#held + text).split('\n');
    this.#held = lines.pop() ?? '';
    for (const line of lines) this.onLine(JSON.parse(line));
  }
}

/** What was answered to those who guess. */
interface Guesses {
  looked: number;
  heldBack: number;
}

/** Guesses until it is stopped: each network again and again, each name over and over. */
class Guessing {
  readonly #port: number;
  readonly #way: Way;
  readonly counts: Guesses = { looked: 0, heldBack: 0 };
  #isOn = true;
  #next = 0;

  constructor(port: number, way: Way) {
    this.#port = port;
    this.#way = way;
    for (let at = 0; at < way.peers; at++) void this.#guess();
  }

  stop(): void {
    this.#isOn = false;
  }

  async #guess(): Promise<void> {
    while (this.#isOn) {
      const number = this.#next++;
      const peer = new Peer(this.#port, this.#way.from(number));
      const name = this.#way.name(number);
      const ended = new Promise<{ code: string }>((resolve) => {
        peer.socket.once('close', () => resolve({ code: 'closed' }));
      });
      const asked = peer.ask({ type: 'hello', name, password: `guess ${number}` }, 'welcome');
      const { code } = await Promise.race([asked, ended]);
      if (code === 'auth-failed') this.counts.looked++;
      else this.counts.heldBack++;
      peer.socket.destroy();
      // As fast as a patient guesser would be anyway.
      await wait(5);
    }
  }
}

interface Way {
  readonly what: string;
  readonly peers: number;
  readonly from: (number: number) => string;
  readonly name: (number: number) => string;
}

const ways: readonly Way[] = [
  { what: 'one address, one name', peers: 10, from: () => '127.2.0.1', name: () => 'alice' },
  { what: 'many addresses, one name', peers: 10, from: manyAddresses, name: () => 'alice' },
  // The worst there is: nobody is held back, and passwords are looked at without an end.
  {
    what: 'many addresses, many names',
    peers: 40,
    from: manyAddresses,
    name: (number) => `name-${number}`,
  },
];

function manyAddresses(number: number): string {
  return `127.${3 + ((number >> 14) & 63)}.${(number >> 7) & 127}.${1 + (number & 127)}`;
}

/** How long each of so many messages took until its ack, one every four milliseconds. */
async function ackTimes(peer: Peer): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < sends; at++) {
    const beganMs = performance.now();
    await peer.ask({ type: 'send', room: 'general', content: 'x'.repeat(64) }, 'ack');
    times.push(performance.now() - beganMs);
    await wait(4);
  }
  return times.sort((one, other) => one - other);
}

function quantiles(times: number[]): string {
  return [0.5, 0.99]
    .map((share) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(2).padStart(7))
    .join(' /');
}

async function addAccount(): Promise<void> {
  const args = [main, 'account', 'add', 'alice', '--password-file', '-', '--log', log];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin?.end(password);
  await once(child, 'exit');
}

/** From a network that the account knows, how long until one is in. */
async function ownersLogin(port: number): Promise<string> {
  const beganMs = performance.now();
  const peer = new Peer(port, '127.1.0.1');
  const { type, code } = await peer.ask({ type: 'hello', name: 'alice', password }, 'welcome');
  peer.socket.destroy();
  return code ?? `${type} in ${(performance.now() - beganMs).toFixed(0)} ms`;
}

await addAccount();
const server = await startMeasured(
  [main, '--port', '0', '--log', log, '--log-level', 'silent', '--rate', '0', '--no-web'],
  values.core,
);
try {
  const sender = new Peer(server.port, '127.0.0.1');
  await sender.ask({ type: 'hello', name: 'sender' }, 'welcome');
  await sender.ask({ type: 'join', room: 'general' }, 'joined');
  await ackTimes(sender);
  console.log(`owner, nobody guessing: ${await ownersLogin(server.port)}`);
  console.log('ack, p50 / p99 in ms    without          while it goes on');
  for (let round = 0; round < rounds; round++) for (const way of ways) await measure(sender, way);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true });
}

async function measure(sender: Peer, way: Way): Promise<void> {
  const without = quantiles(await ackTimes(sender));
  const beganMs = performance.now();
  const guessing = new Guessing(server.port, way);
  const during = quantiles(await ackTimes(sender));
  const owner = await ownersLogin(server.port);
  guessing.stop();
  const seconds = (performance.now() - beganMs) / 1000;
  const { looked, heldBack } = guessing.counts;
  console.log(
    `${way.what.padEnd(28)}${without}   ${during}   looked at ${(looked / seconds).toFixed(1)}/s, ` +
      `held back ${(heldBack / seconds).toFixed(0)}/s; owner: ${owner}`,
  );
}
