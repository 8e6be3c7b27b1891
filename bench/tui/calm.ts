// Waits until the machine has nothing else to do: what others do meanwhile would be measured too.
import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

const lookMs = 400;
const calmShare = 0.12;

/** @returns false if it did not come to that within the limit */
export async function calm(limitMs: number): Promise<boolean> {
  const endMs = performance.now() + limitMs;
  do {
    const before = times();
    await delay(lookMs);
    const after = times();
    const busy = after.busy - before.busy;
    if (busy / (busy + after.idle - before.idle) < calmShare) return true;
  } while (performance.now() < endMs);
  return false;
}

function times(): { busy: number; idle: number } {
  const sum = { busy: 0, idle: 0 };
  for (const { times } of cpus()) {
    sum.idle += times.idle;
    sum.busy += times.user + times.nice + times.sys + times.irq;
  }
  return sum;
}
