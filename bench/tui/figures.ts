// What one program was measured at, and the small sums behind it.

export interface Figures {
  readonly start?: StartFigures;
  readonly idle?: IdleFigures;
  /** By messages held. */
  readonly held?: Readonly<Record<number, HeldFigures>>;
  readonly flood?: FloodFigures;
}

export interface StartFigures {
  /** Until anything is on the screen. */
  readonly anythingMs: number;
  /** Until all that belongs there is. */
  readonly fullMs: number;
  /** The best start of all: what the machine does meanwhile makes none of them faster. */
  readonly fastestMs: number;
}

export interface IdleFigures {
  readonly cpuShare: number;
  readonly bytesPerSecond: number;
}

export interface HeldFigures {
  readonly mib: number;
  /** Not of an empty room. */
  readonly typing?: TypingFigures;
  readonly scroll?: ScrollFigures;
}

export interface TypingFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMs: number;
  /** Ready to run, and without a core: the share of others in the figures. */
  readonly waitMs: number;
  readonly bytes: number;
  readonly keys: number;
  readonly lost: number;
}

export interface ScrollFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly pages: number;
}

export interface FloodFigures {
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly keys: number;
  readonly lost: number;
  readonly cpuShare: number;
  readonly waitShare: number;
  readonly bytesPerSecond: number;
  readonly clears: number;
  readonly frames: number;
  readonly nakedPaints: number;
  readonly mibBefore: number;
  readonly mibAfter: number;
  /** After the last message was sent, until it was on the screen. */
  readonly behindMs: number;
}

/** The smallest value that `share` of all do not exceed; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** How many of the typed keys are not in what stands there, in their order: the longest common part counts. */
export function keysLost(typed: string, shown: string): number {
  let row = new Array<number>(shown.length + 1).fill(0);
  for (const key of typed) {
    const next = [0];
    for (let at = 0; at < shown.length; at += 1) {
      const same = shown[at] === key ? (row[at] as number) + 1 : 0;
      next.push(Math.max(same, row[at + 1] as number, next[at] as number));
    }
    row = next;
  }
  return typed.length - (row.at(-1) as number);
}
