// How long a start takes: from the program's start to the first thing on the screen, and to the full screen.
import { setTimeout as delay } from 'node:timers/promises';
import { calm } from './calm.ts';
import { backlog, type Contender, inFolder } from './contenders.ts';
import { median, type StartFigures } from './figures.ts';
import { Hall } from './hall.ts';
import { ObservedTerminal } from './observed-terminal.ts';

/** So long without a change, and the screen is as it stays. */
const idleMs = 600;
const limitMs = 15_000;
const calmLimitMs = 3_000;

type Start = Omit<StartFigures, 'fastestMs'>;

export async function measureStart(contender: Contender, starts: number): Promise<StartFigures> {
  const hall = await Hall.open(contender.speaks, backlog);
  try {
    // The first fills the caches: of the system, and of compiled code.
    await startOnce(contender, hall.port);
    const all: Start[] = [];
    for (let count = 0; count < starts; count += 1) {
      await calm(calmLimitMs);
      all.push(await startOnce(contender, hall.port));
    }
    return {
      anythingMs: median(all.map(({ anythingMs }) => anythingMs)),
      fullMs: median(all.map(({ fullMs }) => fullMs)),
      fastestMs: Math.min(...all.map(({ fullMs }) => fullMs)),
    };
  } finally {
    hall.close();
  }
}

function startOnce(contender: Contender, port: number): Promise<Start> {
  return inFolder(async (folder) => {
    const terminal = new ObservedTerminal(contender.alone(folder, port));
    try {
      return await watch(terminal, contender.isFull);
    } finally {
      await terminal.close();
    }
  });
}

async function watch(terminal: ObservedTerminal, isFull: Contender['isFull']): Promise<Start> {
  let anythingAtMs: number | undefined;
  let fullAtMs: number | undefined;
  let before = '';
  terminal.onPlayed = (atMs) => {
    const { text } = terminal;
    if (terminal.scan.isInFrame || text === before) return;
    before = text;
    if (text.trim() !== '') anythingAtMs ??= atMs;
    if (isFull === undefined) fullAtMs = atMs;
    else if (isFull(text)) fullAtMs ??= atMs;
  };
  const endMs = terminal.startedAtMs + limitMs;
  while (fullAtMs === undefined && performance.now() < endMs) await delay(20);
  await terminal.quiet(idleMs);
  if (anythingAtMs === undefined || fullAtMs === undefined) {
    throw new Error(`It did not start. The screen:\n${terminal.text}`);
  }
  return {
    anythingMs: anythingAtMs - terminal.startedAtMs,
    fullMs: fullAtMs - terminal.startedAtMs,
  };
}
