// The suite as a program: npm run chaos.
import { parseArgs } from 'node:util';
import { Chance } from './chance.ts';
import { faultKinds } from './faults.ts';
import { perform, type Report } from './perform.ts';
import { replay } from './replay.ts';
import { scenarios } from './scenarios.ts';

const replayName = 'replay';
const names = [...Object.keys(scenarios), replayName];
const about = [
  ...Object.entries(scenarios).map(([name, scenario]) => [name, scenario.about]),
  [replayName, 'a million random messages, a fresh server, everything read back'],
];

const help = `Usage: npm run chaos -- [options]

Proves on the real server and the real client core that a message is in the log exactly once and
reaches every member exactly once, in the log's order, whatever happens to links, process and disk.

  --minutes <number>    go on for so long, with another seed each time; else each scenario once
  --seed <number>       begin with this one; a random one unless told
  --rounds <number>     of each scenario; for replay, thousands of messages
  --scenario <name>     only this one
  --durability <level>  os or disk; the seed decides unless told
  --help

Scenarios:
${about.map(([name, text]) => `  ${name?.padEnd(14)}${text}`).join('\n')}

One line for each on standard output. Where something is wrong it exits with 1, names the faults and
keeps everything that shows them.`;

interface Options {
  readonly untilMs: number | undefined;
  readonly seed: number;
  readonly rounds: number | undefined;
  readonly chosen: readonly string[];
  readonly durability: 'os' | 'disk' | undefined;
}

const options = readOptions();
const hasFaults = await run(options);
process.exit(hasFaults ? 1 : 0);

async function run({ untilMs, seed, chosen }: Options): Promise<boolean> {
  let hasFailed = false;
  for (let turn = 0; turn === 0 || Date.now() < (untilMs ?? 0); turn += 1) {
    for (const name of chosen) {
      if (turn > 0 && Date.now() >= (untilMs ?? 0)) break;
      hasFailed = (await play(name, seed + turn)) || hasFailed;
    }
  }
  return hasFailed;
}

/** @returns whether something was wrong */
async function play(name: string, seed: number): Promise<boolean> {
  const leftOut = scenarios[name]?.leftOut;
  if (leftOut !== undefined && options.chosen.length > 1) {
    console.log(`${name}: LEFT OUT, as it is known to fail: ${leftOut}`);
    return false;
  }
  const beginMs = performance.now();
  const report = await reportOf(name, seed);
  const seconds = ((performance.now() - beginMs) / 1000).toFixed(1);
  const counts = Object.entries(report.counts).map(([what, count]) => `${what} ${count}`);
  const words = report.skipped === undefined ? counts.join(', ') : `SKIPPED: ${report.skipped}`;
  console.log(`${name}, seed ${seed}, ${seconds} s: ${words}`);
  tellFaults(report);
  return report.faults.length > 0;
}

function reportOf(name: string, seed: number): Promise<Report> {
  const { rounds, untilMs, durability } = options;
  const scenario = scenarios[name];
  if (!scenario) {
    const level = durability ?? new Chance(seed).pick(['os', 'disk'] as const);
    return replay({ seed, messages: (rounds ?? 1_000) * 1_000, durability: level });
  }
  return perform(scenario, {
    seed,
    rounds: rounds ?? scenario.rounds,
    ...(untilMs === undefined ? {} : { untilMs }),
    ...(durability ? { durability } : {}),
  });
}

function tellFaults({ faults, evidence }: Report): void {
  for (const [kind, found] of Map.groupBy(faults, (fault) => fault.kind)) {
    const meaning = Object.hasOwn(faultKinds, kind) ? faultKinds[kind as 'lost'] : 'see below';
    console.log(`  ${found.length} ${kind} (${meaning}): ${found[0]?.what.slice(0, 300)}`);
  }
  if (evidence !== undefined) console.log(`  kept in ${evidence}`);
}

function readOptions(): Options {
  const { values } = parsed();
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const { scenario, durability } = values;
  if (scenario !== undefined && !names.includes(scenario)) {
    fail(`there is no scenario "${scenario}": choose one of ${names.join(', ')}`);
  }
  if (durability !== undefined && durability !== 'os' && durability !== 'disk') {
    fail('--durability is os or disk');
  }
  const minutes = numberOf('minutes', values.minutes);
  return {
    untilMs: minutes === undefined ? undefined : Date.now() + minutes * 60_000,
    seed: numberOf('seed', values.seed) ?? Math.floor(Math.random() * 1_000_000),
    rounds: numberOf('rounds', values.rounds),
    chosen: scenario === undefined ? names : [scenario],
    durability,
  };
}

function parsed() {
  try {
    return parseArgs({
      options: {
        minutes: { type: 'string' },
        seed: { type: 'string' },
        rounds: { type: 'string' },
        scenario: { type: 'string' },
        durability: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    return fail((error as Error).message);
  }
}

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  return number >= 0 && text !== '' ? number : fail(`--${name} is a number`);
}

function fail(why: string): never {
  console.error(`chaos: ${why}. Try npm run chaos -- --help.`);
  process.exit(2);
}
