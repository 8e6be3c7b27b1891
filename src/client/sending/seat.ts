// Who sends what waits in an outbox: the first seat all of it, a further one what was typed there, while its program runs.
import { tryLock } from './lock.ts';
import type { OutboxFile } from './outbox-file.ts';

/** Screens of one name at one server at which something waits at the same time; one more keeps it in memory. */
const maxSeats = 8;

export interface Seat {
  /** 0: the first. */
  readonly number: number;
  readonly leave: () => void;
}

/** The first that is free. It is left with the program, however that ends. */
export function takeSeat({ path }: OutboxFile): Seat | undefined {
  for (let number = 0; number < maxSeats; number += 1) {
    const leave = tryLock(lockPath(path, number));
    if (leave) return { number, leave };
  }
  return undefined;
}

/** With all that waits at seats whose programs have ended. @returns undefined: another program has it */
export function takeFirstSeat(file: OutboxFile): Seat | undefined {
  const leave = tryLock(lockPath(file.path, 0));
  if (leave === undefined) return undefined;
  for (const seat of file.furtherSeats()) {
    const leaveAgain = tryLock(lockPath(file.path, seat));
    if (leaveAgain) file.clearSeat(seat);
    leaveAgain?.();
  }
  return { number: 0, leave };
}

function lockPath(path: string, seat: number): string {
  return seat === 0 ? `${path}.lock` : `${path}.lock-${seat}`;
}
