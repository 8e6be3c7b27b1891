// A flood of messages while somebody types: when each key is on the screen, which are lost, and what is written.
import { setTimeout as delay } from 'node:timers/promises';
import { backlog, type Contender, inRoom, type Seat } from './contenders.ts';
import { type FloodFigures, keysLost, quantile } from './figures.ts';
import type { ObservedTerminal } from './observed-terminal.ts';
import { mark } from './talk.ts';
import { eraseLine, sentence } from './typing.ts';

const perSecond = 1_000;
/** Some 8 keys a second, not in step with anything. */
const pauseMs = (key: number) => 80 + ((key * 37) % 90);
/** From the last key of a sentence until it is read and erased; more than any key may take. */
const readingMs = 500;
const erasingMs = 300;
const settlingMs = 1_000;
const catchUpLimitMs = 60_000;

/** A sentence as it was typed: looked for in the recording when all is over. */
interface TypedSentence {
  readonly text: string;
  readonly pressedAtMs: readonly number[];
  readonly readAtMs: number;
}

export function measureFlood(contender: Contender, seconds: number): Promise<FloodFigures> {
  return inRoom(contender, async ({ hall, terminal }) => {
    const { last } = await hall.fill(backlog);
    await terminal.shows(mark(last), catchUpLimitMs);
    await delay(settlingMs);
    await terminal.play();
    return await underFlood({ hall, terminal }, seconds);
  });
}

async function underFlood({ hall, terminal }: Seat, seconds: number): Promise<FloodFigures> {
  const { bytes, clears, frames, nakedPaints } = terminal.scan;
  const mibBefore = terminal.residentMiB;
  const cpuBefore = terminal.cpuSeconds;
  const waitBefore = terminal.waitSeconds;
  const startedAtMs = performance.now();
  const over = hall.flood(perSecond, seconds).then(({ last }) => {
    const endedAtMs = performance.now();
    const tookSeconds = (endedAtMs - startedAtMs) / 1000;
    const cpuShare = (terminal.cpuSeconds - cpuBefore) / tookSeconds;
    const waitShare = (terminal.waitSeconds - waitBefore) / tookSeconds;
    const mibAfter = terminal.residentMiB;
    return { last, endedAtMs, tookSeconds, cost: { cpuShare, waitShare, mibBefore, mibAfter } };
  });
  const sentences = await typeUntil(terminal, startedAtMs + seconds * 1000);
  const { last, endedAtMs, tookSeconds, cost } = await over;
  await terminal.quiet(settlingMs);
  const found = await lookFor(terminal, sentences, mark(last));
  return {
    seconds: tookSeconds,
    ...keyFigures(sentences, found),
    ...cost,
    bytesPerSecond: (terminal.scan.bytes - bytes) / tookSeconds,
    clears: terminal.scan.clears - clears,
    frames: terminal.scan.frames - frames,
    nakedPaints: terminal.scan.nakedPaints - nakedPaints,
    behindMs: found.lastShownAtMs - endedAtMs,
  };
}

/** Only as many whole keys as there is time for. */
async function typeUntil(terminal: ObservedTerminal, endMs: number): Promise<TypedSentence[]> {
  const sentences: TypedSentence[] = [];
  const mayType = () => performance.now() < endMs - readingMs;
  let keys = 0;
  while (mayType()) {
    const pressedAtMs: number[] = [];
    for (const key of sentence) {
      if (!mayType()) break;
      pressedAtMs.push(performance.now());
      terminal.write(key);
      await delay(pauseMs(keys++));
    }
    await delay(readingMs);
    const text = sentence.slice(0, pressedAtMs.length);
    sentences.push({ text, pressedAtMs, readAtMs: performance.now() });
    terminal.write(eraseLine);
    await delay(erasingMs);
  }
  return sentences;
}

interface Found {
  readonly shownMs: readonly number[];
  readonly lost: number;
  readonly lastShownAtMs: number;
}

/** Plays the recording and notes at which time each key was to be seen. */
async function lookFor(
  terminal: ObservedTerminal,
  sentences: readonly TypedSentence[],
  lastMark: string,
): Promise<Found> {
  const shownMs: number[] = [];
  let lost = 0;
  let lastShownAtMs = Number.NaN;
  let at = 0;
  let shown = 0;
  let missing = Number.POSITIVE_INFINITY;
  let stood = '';
  const finish = (text: string): void => {
    lost += Math.min(missing, text.length);
    at += 1;
    shown = 0;
    missing = Number.POSITIVE_INFINITY;
  };
  terminal.onPlayed = (atMs) => {
    let current = sentences[at];
    if (current !== undefined && atMs > current.readAtMs) {
      finish(current.text);
      current = sentences[at];
    }
    if (terminal.scan.isInFrame) return;
    if (current === undefined) {
      if (Number.isNaN(lastShownAtMs) && terminal.text.includes(lastMark)) lastShownAtMs = atMs;
      return;
    }
    const { text, pressedAtMs } = current;
    const before = stood;
    stood = terminal.typed;
    for (; shown < text.length && stood.startsWith(text.slice(0, shown + 1)); shown += 1) {
      const pressed = pressedAtMs[shown] as number;
      if (pressed > atMs) break;
      shownMs.push(atMs - pressed);
    }
    // Once the last key is pressed, the best that is seen counts: in between the cursor is elsewhere to paint.
    const isWhole = atMs > (pressedAtMs.at(-1) as number);
    if (isWhole && (stood !== before || missing > text.length)) {
      missing = Math.min(missing, keysLost(text, stood));
    }
  };
  await terminal.play();
  terminal.onPlayed = () => {};
  const open = sentences[at];
  if (open !== undefined) finish(open.text);
  return { shownMs, lost, lastShownAtMs };
}

function keyFigures(sentences: readonly TypedSentence[], { shownMs, lost }: Found) {
  return {
    p50Ms: quantile(shownMs, 0.5),
    p99Ms: quantile(shownMs, 0.99),
    maxMs: quantile(shownMs, 1),
    keys: sentences.reduce((sum, { text }) => sum + text.length, 0),
    lost,
  };
}
