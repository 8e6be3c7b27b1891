// A program in a room where nothing happens: what it costs to be there.
import { setTimeout as delay } from 'node:timers/promises';
import { backlog, type Contender, inRoom } from './contenders.ts';
import type { IdleFigures } from './figures.ts';

const restMs = 2_000;

export function measureIdling(contender: Contender, seconds: number): Promise<IdleFigures> {
  return inRoom(contender, async ({ hall, terminal }) => {
    await hall.fill(backlog);
    await delay(restMs);
    await terminal.play();
    const bytesBefore = terminal.scan.bytes;
    const cpuBefore = terminal.cpuSeconds;
    await delay(seconds * 1000);
    const cpuShare = (terminal.cpuSeconds - cpuBefore) / seconds;
    await terminal.play();
    return { cpuShare, bytesPerSecond: (terminal.scan.bytes - bytesBefore) / seconds };
  });
}
