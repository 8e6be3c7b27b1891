// The figures as a table, each beside its goal.
import type { Figures, FloodFigures, HeldFigures } from './figures.ts';

interface Row {
  readonly what: string;
  readonly goal: string;
  readonly of: (figures: Figures) => string | undefined;
}

const ms = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const pair = (one: number, other: number) => `${ms(one)} / ${ms(other)}`;
const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

function heldRows(size: number): Row[] {
  const of = (pick: (held: HeldFigures) => string | undefined) => (figures: Figures) => {
    const held = figures.held?.[size];
    return held === undefined ? undefined : pick(held);
  };
  const held = `${size.toLocaleString('en')} held`;
  const memory = size === 0 ? '110' : '160';
  return [
    {
      what: size === 0 ? 'memory in an empty room, MiB' : `memory, ${held}, MiB`,
      goal: `under ${memory}`,
      of: of(({ mib }) => mib.toFixed(0)),
    },
    {
      what: `key to screen, ${held}, p50 / p99 ms`,
      goal: 'under 5 / 16',
      of: of(({ typing }) => typing && pair(typing.p50Ms, typing.p99Ms) + lostOf(typing)),
    },
    {
      what: `CPU a key / waiting for a core, ${held}, ms`,
      goal: '',
      of: of(({ typing }) => typing && `${typing.cpuMs.toFixed(1)} / ${typing.waitMs.toFixed(1)}`),
    },
    {
      what: `bytes a key, ${held}`,
      goal: 'under 60',
      of: of(({ typing }) => typing?.bytes.toFixed(0)),
    },
    {
      what: `scroll a page, ${held}, p50 / p99 ms`,
      goal: 'p99 under 16',
      of: of(({ scroll }) => scroll && pair(scroll.p50Ms, scroll.p99Ms)),
    },
  ];
}

function lostOf({ lost, keys }: { lost: number; keys: number }): string {
  return lost === 0 ? '' : ` (LOST ${lost} of ${keys})`;
}

const ofFlood = (pick: (flood: FloodFigures) => string) => (figures: Figures) =>
  figures.flood && pick(figures.flood);

const floodRows: readonly Row[] = [
  {
    what: 'flood: key to screen, p50 / p99 / max ms',
    goal: 'p99 under 50',
    of: ofFlood(({ p50Ms, p99Ms, maxMs }) => `${pair(p50Ms, p99Ms)} / ${ms(maxMs)}`),
  },
  {
    what: 'flood: keys lost',
    goal: '0',
    of: ofFlood(({ lost, keys }) => `${lost} of ${keys}`),
  },
  {
    what: 'flood: share of a core / waiting for one',
    goal: 'under 50 %',
    of: ofFlood(({ cpuShare, waitShare }) => `${percent(cpuShare)} / ${percent(waitShare)}`),
  },
  {
    what: 'flood: written, kB/s',
    goal: 'under 300',
    of: ofFlood(({ bytesPerSecond }) => (bytesPerSecond / 1000).toFixed(0)),
  },
  {
    what: 'flood: full-screen clears',
    goal: '0',
    of: ofFlood(({ clears }) => String(clears)),
  },
  {
    // A key that is typed changes one row, in one write: that needs no bracket.
    what: 'flood: synchronised frames / paints outside of one',
    goal: 'all but single rows',
    of: ofFlood(({ frames, nakedPaints }) => `${frames} / ${nakedPaints}`),
  },
  {
    what: 'flood: memory before / after, MiB',
    goal: 'flat',
    of: ofFlood(({ mibBefore, mibAfter }) => `${mibBefore.toFixed(0)} / ${mibAfter.toFixed(0)}`),
  },
  {
    what: 'flood: last message shown, ms after it was sent',
    goal: '',
    of: ofFlood(({ behindMs }) => ms(behindMs)),
  },
];

const startRows: readonly Row[] = [
  {
    what: 'anything on the screen, ms',
    goal: '',
    of: ({ start }) => start && ms(start.anythingMs),
  },
  {
    what: 'first full frame, median / fastest ms',
    goal: 'under 250 (aim 200)',
    of: ({ start }) => start && pair(start.fullMs, start.fastestMs),
  },
];

const idleRows: readonly Row[] = [
  {
    what: 'idle: share of a core',
    goal: '',
    of: ({ idle }) => idle && percent(idle.cpuShare),
  },
  {
    what: 'idle: bytes a second',
    goal: '',
    of: ({ idle }) => idle?.bytesPerSecond.toFixed(0),
  },
];

/** Markdown. Rows that nobody has a figure for are left out. */
export function renderTable(all: ReadonlyMap<string, Figures>): string {
  const sizes = [...all.values()].flatMap(({ held }) => Object.keys(held ?? {}).map(Number));
  const rows = [
    ...startRows,
    ...[...new Set(sizes)].flatMap(heldRows),
    ...floodRows,
    ...idleRows,
  ].map(({ what, goal, of }) => [what, goal, ...[...all.values()].map((one) => of(one) ?? '')]);
  const filled = rows.filter(([, , ...cells]) => cells.some((cell) => cell !== ''));
  const head = ['what, at 120x40', 'goal', ...all.keys()];
  return [head, head.map(() => '---'), ...filled]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
