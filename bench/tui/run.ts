// The terminal client under measurement, beside weechat and irssi in the same run: `npm run bench:tui`.
import { cpus, loadavg, setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { calm } from './calm.ts';
import { type Contender, contenders, isInstalled } from './contenders.ts';
import type { Figures } from './figures.ts';
import { measureFlood } from './flood.ts';
import { measureHolding } from './holding.ts';
import { measureIdling } from './idling.ts';
import { measureStart } from './start.ts';
import { renderTable } from './table.ts';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    measure: { type: 'string', default: 'start,held,flood,idle' },
    'flood-seconds': { type: 'string' },
    priority: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const effort = flags.quick
  ? { starts: 3, sizes: [10_000], keys: 100, pages: 20, floodSeconds: 5, idleSeconds: 3 }
  : {
      starts: 9,
      sizes: [10_000, 100_000],
      keys: 300,
      pages: 100,
      floodSeconds: 20,
      idleSeconds: 10,
    };
const floodSeconds = Number(flags['flood-seconds'] ?? effort.floodSeconds);

const measures: Readonly<Record<string, (contender: Contender) => Promise<Partial<Figures>>>> = {
  start: async (contender) => ({ start: await measureStart(contender, effort.starts) }),
  held: async (contender) => ({ held: await measureHolding(contender, effort) }),
  flood: async (contender) => ({ flood: await measureFlood(contender, floodSeconds) }),
  idle: async (contender) => ({ idle: await measureIdling(contender, effort.idleSeconds) }),
};

function chosen(): Contender[] {
  const wanted = contenders.filter(({ name }) => name.includes(flags.only));
  for (const one of wanted.filter((contender) => !isInstalled(contender))) {
    say(`!!! ${one.name} IS LEFT OUT: it is not installed (apt-get install ${one.package})`);
  }
  return wanted.filter(isInstalled);
}

/** Progress and complaints: the result alone goes to standard output. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function machine(): string {
  const [cpu] = cpus();
  const load = loadavg()[0]?.toFixed(1);
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, ${cpus().length} cores (${cpu?.model.trim()}), Node ${process.versions.node}, load at start ${load}`;
}

// Programs that are started inherit it. Only root may.
if (flags.priority) setPriority(-15);

const calmLimitMs = 20_000;
const about = machine();
const all = new Map<string, Figures>(chosen().map(({ name }) => [name, {}]));
// Measure by measure, so that what the machine does meanwhile meets all of them.
for (const name of flags.measure.split(',')) {
  const measure = measures[name];
  if (measure === undefined) throw new Error(`--measure ${name}: one of ${Object.keys(measures)}`);
  for (const contender of contenders.filter((one) => all.has(one.name))) {
    if (!(await calm(calmLimitMs))) say('the machine is busy with something else: take care');
    say(`${name}: ${contender.name} …`);
    all.set(contender.name, { ...all.get(contender.name), ...(await measure(contender)) });
  }
}

if (flags.json)
  console.log(JSON.stringify({ about, floodSeconds, ...Object.fromEntries(all) }, null, 2));
else console.log(`${about}; flood of ${floodSeconds} s\n\n${renderTable(all)}`);
process.exit();
