// Log, replay, compare: random messages through a server, then a fresh one, and all of it read back.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '../../src/protocol/index.ts';
import type { Fault } from './faults.ts';
import type { Report } from './perform.ts';
import { ReplayPeer } from './replay-peer.ts';
import { ReplayTexts } from './replay-texts.ts';
import { markIn } from './seen.ts';
import { ServerProcess } from './server-process.ts';

/** Of a million that are wrong, so many tell enough. */
const mostFaults = 1_000;

export interface Replay {
  readonly seed: number;
  readonly messages: number;
  readonly durability: 'os' | 'disk';
}

export async function replay({ seed, messages, durability }: Replay): Promise<Report> {
  const base = mkdtempSync(join(tmpdir(), 'partyline-replay-'));
  const folder = join(base, 'log');
  mkdirSync(folder);
  const options = ['--durability', durability, '--rate', '0', '--max-requests-per-second', '0'];
  const server = new ServerProcess({ folder, options });
  const texts = new ReplayTexts(seed, messages);
  const peers = texts.names.map((_, speaker) => new ReplayPeer(speaker, texts));
  await server.start();
  const each = Math.ceil(messages / peers.length);
  const wrote = await seconds(() => write(server, peers, each));
  await server.end('SIGKILL');
  await server.start();
  const comparison = new Comparison(texts, peers);
  const read = await seconds(() => readBack(server, peers, comparison));
  await server.end('SIGTERM');
  const faults = comparison.finish();
  const counts = {
    durability,
    messages: each * peers.length,
    'written a second': Math.round((each * peers.length) / wrote),
    'read a second': Math.round((each * peers.length) / read),
    pages: comparison.pages,
    faults: faults.length,
  };
  if (faults.length > 0) return { counts, faults, evidence: base };
  rmSync(base, { recursive: true });
  return { counts, faults };
}

async function seconds(run: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await run();
  return (performance.now() - begin) / 1000;
}

async function write(server: ServerProcess, peers: ReplayPeer[], each: number): Promise<void> {
  for (const peer of peers) await peer.enter(server.port);
  await Promise.all(peers.map((peer) => peer.speak(each)));
  for (const peer of peers) peer.leave();
}

/** Each room once, every second one from its end. */
async function readBack(
  server: ServerProcess,
  peers: readonly ReplayPeer[],
  comparison: Comparison,
): Promise<void> {
  const rooms = new Map<string, ReplayPeer>();
  for (const peer of peers) for (const room of peer.rooms) rooms.set(room, peer);
  const byPeer = Map.groupBy(rooms.keys(), (room) => rooms.get(room) as ReplayPeer);
  for (const peer of peers) await peer.enter(server.port);
  const reading = [...byPeer].map(async ([peer, own]) => {
    for (const [index, room] of own.entries()) {
      const isForward = (peer.speaker + index) % 2 === 0;
      for await (const page of peer.history(room, isForward)) comparison.page(page);
    }
  });
  await Promise.all(reading);
  for (const peer of peers) peer.leave();
}

/** What was read back beside what was acknowledged, bit by bit. */
class Comparison {
  readonly #texts: ReplayTexts;
  readonly #peers: readonly ReplayPeer[];
  readonly #found: readonly Uint8Array[];
  readonly #faults: Fault[] = [];
  pages = 0;

  constructor(texts: ReplayTexts, peers: readonly ReplayPeer[]) {
    this.#texts = texts;
    this.#peers = peers;
    this.#found = peers.map(({ places }) => new Uint8Array(places.length));
  }

  page(messages: readonly Message[]): void {
    this.pages += 1;
    for (const [index, message] of messages.entries()) {
      this.#compare(message);
      const before = messages[index - 1];
      if (before && before.seq !== message.prev) this.#fault('wrong-prev', message);
    }
  }

  /** Adds what was not found at all. */
  finish(): readonly Fault[] {
    for (const [speaker, found] of this.#found.entries()) {
      for (let number = found.indexOf(0); number >= 0; number = found.indexOf(0, number + 1)) {
        this.#add({ kind: 'lost', what: `${speaker}:${number}` });
      }
    }
    return this.#faults;
  }

  #compare(message: Message): void {
    const [speaker = -1, number = -1] = (markIn(message.content) ?? '').split(':').map(Number);
    const found = this.#found[speaker];
    const peer = this.#peers[speaker];
    const place = peer?.places[number];
    if (!found || !place) return this.#fault('invented', message);
    if (found[number] === 1) return this.#fault('doubled', message);
    found[number] = 1;
    const wanted = this.#texts.message(speaker, number);
    const isSame =
      message.content === wanted.content &&
      message.room === wanted.room &&
      message.kind === wanted.kind &&
      message.sender === wanted.sender &&
      message.id === `${peer?.session}-${number}` &&
      message.seq === place.seq &&
      message.timestamp === place.timestamp;
    if (!isSame) this.#fault('altered', message);
  }

  #fault(kind: Fault['kind'], message: Message): void {
    this.#add({ kind, what: JSON.stringify(message) });
  }

  #add(fault: Fault): void {
    if (this.#faults.length < mostFaults) this.#faults.push(fault);
  }
}
