// One scenario from the first hello to the verdict: stage, rounds, quiet, last word, judge.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadLink } from './bad-link.ts';
import { Chance } from './chance.ts';
import { Crowd } from './crowd.ts';
import type { Fault } from './faults.ts';
import { judge } from './judge.ts';
import { keepEvidence } from './keep-evidence.ts';
import type { Scenario, Stage } from './scenarios.ts';
import type { Evidence } from './seen.ts';
import { ServerProcess } from './server-process.ts';
import { SmallDisk } from './small-disk.ts';

export interface Play {
  readonly seed: number;
  readonly rounds: number;
  /** After this time no further round begins. */
  readonly untilMs?: number;
  readonly durability?: 'os' | 'disk';
  /** A server that is not the real one: a script beside this one, with its arguments. */
  readonly entry?: readonly string[];
}

export type Counts = Readonly<Record<string, number | string>>;

export interface Report {
  readonly counts: Counts;
  readonly faults: readonly Fault[];
  /** Where everything is kept that shows it, where something is wrong. */
  readonly evidence?: string;
  /** Why it could not be done here. */
  readonly skipped?: string;
}

const diskMebibytes = 24;
/** For the three things that are waited for, within what a test may take. */
const patienceMs = 50_000;
/**
 * Where sends are refused for now, whoever has several under way gives up their order: the first may be
 * refused and sent again after the second. There it is one, as in the client core.
 */
const windowSize = 24;

export async function perform(scenario: Scenario, play: Play): Promise<Report> {
  const base = mkdtempSync(join(tmpdir(), 'partyline-chaos-'));
  const folder = join(base, 'log');
  mkdirSync(folder);
  const mounted = scenario.smallDisk && SmallDisk.mount(folder, diskMebibytes);
  const disk = mounted instanceof SmallDisk ? mounted : undefined;
  let isKept = false;
  try {
    if (typeof mounted === 'string' && scenario.smallDisk === 'needed') {
      return { counts: {}, faults: [], skipped: mounted };
    }
    const { counts, faults, evidence } = await performIn(folder, disk, scenario, play);
    isKept = faults.length > 0;
    if (!isKept) return { counts, faults };
    keepEvidence(base, evidence, faults);
    return { counts, faults, evidence: base };
  } finally {
    disk?.unmount();
    if (!isKept) rmSync(base, { recursive: true });
  }
}

interface Outcome {
  readonly counts: Counts;
  readonly faults: readonly Fault[];
  readonly evidence: Evidence;
}

async function performIn(
  folder: string,
  disk: SmallDisk | undefined,
  scenario: Scenario,
  play: Play,
): Promise<Outcome> {
  const chance = new Chance(play.seed);
  const durability = play.durability ?? chance.pick(['os', 'disk'] as const);
  const { rate = 0 } = scenario;
  const rates = ['--rate', `${rate}`, '--max-requests-per-second', '0'];
  const options = ['--durability', durability, ...rates];
  const { entry } = play;
  const server = new ServerProcess({ folder, options, ...(entry ? { entry } : {}) });
  await server.start();
  const link = await BadLink.open(server.port, chance.fork());
  const crowd = new Crowd(link.port, chance.fork(), disk || rate > 0 ? 1 : windowSize);
  const stage: Stage = { server, link, crowd, chance, disk };
  const { rounds, faults } = await playRounds(stage, scenario, play);
  const members = crowd.seen();
  await crowd.leave();
  await link.close();
  await server.end('SIGTERM');
  const evidence: Evidence = { files: server.logTexts(), members };
  const all = [...faults, ...deathsOf(server), ...judge(evidence)];
  const counts = { durability, rounds, ...countsOf(stage, evidence, all) };
  return { counts, faults: all, evidence };
}

async function playRounds(
  stage: Stage,
  scenario: Scenario,
  { rounds, untilMs = Number.POSITIVE_INFINITY }: Play,
): Promise<{ rounds: number; faults: Fault[] }> {
  const { crowd, link } = stage;
  const faults: Fault[] = [];
  const mustBe = (isSo: boolean, what: string) => {
    if (!isSo) faults.push({ kind: 'not-quiet', what: `${what}; ${crowd.underWay}` });
  };
  mustBe(await crowd.enter(patienceMs), 'not everybody got in');
  link.weather = scenario.weather;
  let round = 0;
  while (round < rounds && Date.now() < untilMs && faults.length === 0) {
    round += 1;
    // A server that does not start any more is a fault to be told, with all that led there.
    await scenario.round(stage).catch((error: Error) => {
      faults.push({ kind: 'server-died', what: error.message });
    });
  }
  link.calm();
  mustBe(await crowd.quiet(patienceMs), 'something is still under way when all should be quiet');
  mustBe(await crowd.close(patienceMs), 'not everybody got the last word');
  return { rounds: round, faults };
}

function deathsOf({ deaths }: ServerProcess): Fault[] {
  return deaths.map((what) => ({ kind: 'server-died', what }));
}

function countsOf(
  { crowd, link, server }: Stage,
  { files, members }: Evidence,
  faults: readonly Fault[],
): Counts {
  const of = (...kinds: Fault['kind'][]) =>
    faults.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    said: members.reduce((sum, { said }) => sum + said.length, 0),
    acknowledged: crowd.total('acknowledged'),
    again: crowd.total('duplicates'),
    delayed: crowd.total('delays'),
    refused: members.reduce((sum, { said }) => sum + said.filter(isRefused).length, 0),
    uncertain: members.reduce((sum, { said }) => sum + said.filter(isUncertain).length, 0),
    deliveries: crowd.total('deliveries'),
    connections: crowd.total('connections'),
    cuts: link.cuts,
    stalls: link.stalls,
    starts: server.starts,
    files: files.length,
    missing: of('lost'),
    doubled: of('doubled', 'redelivered'),
    torn: of('torn'),
    gaps: of('undelivered', 'not-shown', 'wrong-prev'),
    faults: faults.length,
  };
}

function isRefused({ fate }: { fate: string }): boolean {
  return fate === 'refused';
}

function isUncertain({ fate }: { fate: string }): boolean {
  return fate === 'uncertain';
}
