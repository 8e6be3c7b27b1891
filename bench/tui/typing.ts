// Keys typed one at a time: when each is on the screen, and what it costs.
import { setTimeout as delay } from 'node:timers/promises';
import { quantile, type TypingFigures } from './figures.ts';
import type { ObservedTerminal } from './observed-terminal.ts';

/** Fits into the input line of each of them; no word is completed, none is a command. */
export const sentence = 'a sentence that somebody types while the room goes on around it';
export const eraseLine = '\u0015';

/** Longer than a frame and not a multiple of one, so that the keys fall anywhere. */
const pauseMs = (key: number) => 10 + ((key * 7) % 30);

export async function measureTyping(
  terminal: ObservedTerminal,
  keys: number,
): Promise<TypingFigures> {
  // Code that has run a few times is compiled.
  await typeOnce(terminal, sentence);
  const cpuBefore = terminal.cpuSeconds;
  const waitBefore = terminal.waitSeconds;
  const shownMs: number[] = [];
  let typed = 0;
  let bytes = 0;
  while (typed < keys) {
    const echoes = await typeOnce(terminal, sentence.slice(0, keys - typed));
    typed += echoes.length;
    for (const echo of echoes) {
      bytes += echo.bytes;
      if (echo.shownMs !== undefined) shownMs.push(echo.shownMs);
    }
  }
  return {
    p50Ms: quantile(shownMs, 0.5),
    p99Ms: quantile(shownMs, 0.99),
    // Erasing the line, once a sentence, is in it.
    cpuMs: ((terminal.cpuSeconds - cpuBefore) * 1000) / typed,
    waitMs: ((terminal.waitSeconds - waitBefore) * 1000) / typed,
    bytes: bytes / typed,
    keys: typed,
    lost: typed - shownMs.length,
  };
}

async function typeOnce(terminal: ObservedTerminal, text: string) {
  const echoes = [];
  for (const [at, key] of [...text].entries()) {
    const wanted = text.slice(0, at + 1);
    echoes.push(await terminal.press(key, () => terminal.typed === wanted));
    await delay(pauseMs(at));
  }
  await terminal.press(eraseLine, () => terminal.typed === '');
  return echoes;
}
