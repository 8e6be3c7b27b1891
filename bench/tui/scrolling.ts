// Pages scrolled back one at a time: how long until the screen has changed and nothing more comes.
import { setTimeout as delay } from 'node:timers/promises';
import { quantile, type ScrollFigures } from './figures.ts';
import type { ObservedTerminal } from './observed-terminal.ts';

const pageUp = '\u001b[5~';
const pageDown = '\u001b[6~';

export async function measureScrolling(
  terminal: ObservedTerminal,
  pages: number,
): Promise<ScrollFigures> {
  const settledMs: number[] = [];
  for (let page = 0; page < pages; page += 1) {
    const before = terminal.text;
    const echo = await terminal.press(pageUp, () => terminal.text !== before);
    if (echo.shownMs !== undefined) settledMs.push(echo.settledMs);
    await delay(20);
  }
  for (let page = 0; page < pages; page += 1) {
    const before = terminal.text;
    await terminal.press(pageDown, () => terminal.text !== before);
  }
  return {
    p50Ms: quantile(settledMs, 0.5),
    p99Ms: quantile(settledMs, 0.99),
    pages: settledMs.length,
  };
}
