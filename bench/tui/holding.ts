// One program that comes to hold more and more messages: its memory, and how keys and pages fare.
import { setTimeout as delay } from 'node:timers/promises';
import { type Contender, inRoom } from './contenders.ts';
import type { HeldFigures } from './figures.ts';
import { measureScrolling } from './scrolling.ts';
import { mark } from './talk.ts';
import { measureTyping } from './typing.ts';

export interface HoldingEffort {
  /** Messages held, growing. */
  readonly sizes: readonly number[];
  readonly keys: number;
  readonly pages: number;
}

/** Until what was only needed on the way has been given back. */
const restMs = 3_000;
const fillLimitMs = 180_000;

export function measureHolding(
  contender: Contender,
  { sizes, keys, pages }: HoldingEffort,
): Promise<Record<number, HeldFigures>> {
  return inRoom(contender, async ({ hall, terminal }) => {
    await delay(restMs);
    const figures: Record<number, HeldFigures> = { 0: { mib: terminal.residentMiB } };
    let held = 0;
    if (contender.holdKeys !== undefined) terminal.write(contender.holdKeys);
    for (const size of sizes) {
      const { last } = await hall.fill(size - held);
      await terminal.shows(mark(last), fillLimitMs);
      held = size;
      await delay(restMs);
      await terminal.play();
      const mib = terminal.residentMiB;
      const typing = await measureTyping(terminal, keys);
      figures[size] = { mib, typing, scroll: await measureScrolling(terminal, pages) };
    }
    return figures;
  });
}
